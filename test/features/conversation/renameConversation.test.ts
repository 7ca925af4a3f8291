import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, createConversation, done, mutate } from '../fixtures.ts'

const { url } = await testServer()

test('a title is trimmed, and nothing but the title changes', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { agentId: 'cook', metadata: { a: 1 } })
  const result = await mutate(user, 'renameConversation', {
    conversationId: made.id,
    title: '\u2003 Hello 🌍\n',
  })
  expect(result).toEqual({
    __typename: 'RenameConversationPayload',
    conversation: { ...made, title: 'Hello 🌍', version: 2, updatedAt: expect.any(String) },
  })
})

test('a title that differs in white space at its ends alone is the same', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Hello' })
  const again = await done(user, 'renameConversation', { conversationId: made.id, title: ' Hello ' })
  expect(again.conversation).toEqual(made)
})

test('a title that differs in case alone is another', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user, { title: 'hello' })
  const renamed = await done(user, 'renameConversation', { conversationId: id, title: 'Hello' })
  expect(renamed.conversation).toMatchObject({ title: 'Hello', version: 2 })
})

test.for([
  ['255 characters outside the basic plane', '🌍'.repeat(255)],
  ['right-to-left text', 'مرحبا بالعالم'],
  ['joined emoji', '👩‍👩‍👧‍👦'],
  ['markup', `<b>"it's"</b> \\ % _ $1 {{x}}`],
])('%s is a title', async ([, title]) => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const renamed = await done(user, 'renameConversation', { conversationId: id, title })
  expect(renamed.conversation.title).toBe(title)
})

test.for([
  ['an empty title', ''],
  ['white space', ' \u00a0\n\t'],
  ['256 characters', 'x'.repeat(256)],
  ['256 characters outside the basic plane', '🌍'.repeat(256)],
  ['a line break', 'a\nb'],
  ['an escape', '\u001b[31mred'],
  ['DEL', 'a\u007fb'],
  ['a C1 control', 'a\u0085b'],
  ['NUL', 'a\0b'],
  ['a lone surrogate', '\udc00a'],
])('%s is refused, and nothing written', async ([, title]) => {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Before' })
  expect(await mutate(user, 'renameConversation', { conversationId: made.id, title })).toMatchObject({
    __typename: 'ValidationError',
    code: 'VALIDATION_ERROR',
    issues: [{ path: 'title' }],
  })
  expect(await conversation(user, made.id)).toEqual(made)
})

test('a title cannot be taken away', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Before' })
  const { body } = await user.send(
    'mutation ($input: RenameConversationInput!) { renameConversation(input: $input) { __typename } }',
    { input: { conversationId: made.id, title: null } },
  )
  expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  expect(await conversation(user, made.id)).toEqual(made)
})
