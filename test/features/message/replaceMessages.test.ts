import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, createConversation, done, freshId, mutate } from '../fixtures.ts'
import { contentsOf, conversationWith, freshName, message, messagesOf } from './fixtures.ts'

const { url } = await testServer()
const user = await clientOf(url)

type Message = { id: string; position: number; content: string; updatedAt: string }
const say = (content: string, more: object = {}) => ({ role: 'USER', content, ...more })
const replace = async (conversationId: string, messages: object[], more: object = {}) =>
  (await done(user, 'replaceMessages', { conversationId, messages, ...more })).conversation
const positionsOf = (messages: Message[]) => messages.map(({ position }) => position)
const isRising = (positions: number[]) =>
  positions.every((position, index) => index === 0 || position > (positions[index - 1] as number))

test('the whole history is another, in order, and the version is up by one', async () => {
  const { id } = await conversationWith(user, 'old', 'older')
  const before = await conversation(user, id)
  const now = await replace(id, [say('one'), say('two', { role: 'ASSISTANT' }), say('three')])
  const stored = await messagesOf(user, id)
  expect(stored.map(({ content, role }: { content: string; role: string }) => [content, role])).toEqual([
    ['one', 'USER'],
    ['two', 'ASSISTANT'],
    ['three', 'USER'],
  ])
  expect(now).toEqual({
    ...before,
    version: before.version + 1,
    messageCount: 3,
    lastMessageAt: stored[2].createdAt,
  })
})

test('an empty history leaves a conversation as new', async () => {
  const { id } = await conversationWith(user, 'a', 'b')
  expect(await replace(id, [])).toMatchObject({ messageCount: 0, lastMessageAt: null, version: 4 })
  expect(await contentsOf(user, id)).toEqual([])
})

test('a message of the same role and content at its place stays the same message, untouched', async () => {
  const { id, messages } = await conversationWith(user, 'a', 'b', 'c')
  await done(user, 'editMessage', { messageId: messages[0].id, metadata: { kept: true } })
  const before = await messagesOf(user, id)
  await replace(id, [say('a'), say('B'), say('c'), say('d')])
  const now = await messagesOf(user, id)
  expect(now[0]).toEqual(before[0])
  expect(now[1].id).not.toBe(before[1].id)
  expect(await message(user, before[1].id)).toBeNull()
  expect(isRising(positionsOf(now))).toBe(true)
  expect(now[2].id).toBe(before[2].id)
})

test('the same content of another role is another message', async () => {
  const { id, messages } = await conversationWith(user, 'a')
  await replace(id, [say('a', { role: 'ASSISTANT' })])
  const [now] = await messagesOf(user, id)
  expect(now.id).not.toBe(messages[0].id)
  expect(now.author).toBeNull()
})

test('the same history again changes nothing, the version included', async () => {
  const { id } = await createConversation(user)
  const history = [
    say('a', { metadata: { x: { y: 1 } } }),
    { role: 'TOOL', parts: [{ toolResult: { toolCallId: '1', output: { a: [null] } } }] },
    say('c', { externalId: 'c', status: 'FAILED', createdAt: '2024-01-01T00:00:00Z' }),
    say('', { id: freshId('Message') }),
  ]
  await replace(id, history)
  const before = [await messagesOf(user, id), await conversation(user, id)]
  await replace(id, history)
  expect([await messagesOf(user, id), await conversation(user, id)]).toEqual(before)
})

test.each([
  ['id', () => freshId('Message')],
  ['externalId', freshName],
])(
  'a message of the same %s stays the same message wherever it goes and whatever it says',
  async (field, fresh) => {
    const { id } = await createConversation(user)
    const [x, y, z] = [fresh(), fresh(), fresh()]
    await replace(id, [say('x', { [field]: x }), say('y', { [field]: y }), say('z', { [field]: z })])
    const before = await messagesOf(user, id)
    await replace(id, [
      say('z', { [field]: z }),
      say('new'),
      say('X', { [field]: x }),
      say('y', { [field]: y }),
    ])
    const now = await messagesOf(user, id)
    expect(now.map(({ content }: Message) => content)).toEqual(['z', 'new', 'X', 'y'])
    expect([now[0].id, now[2].id, now[3].id]).toEqual([before[2].id, before[0].id, before[1].id])
    expect(now[0]).toMatchObject({ isEdited: false })
    expect(now[2]).toMatchObject({ isEdited: true, [field]: x, createdAt: before[0].createdAt })
    expect(now[3]).toMatchObject({ isEdited: false })
  },
)

test('an id that is given for a new message is its id', async () => {
  const { id } = await conversationWith(user, 'a')
  const chosen = freshId('Message')
  await replace(id, [say('a'), say('b', { id: chosen })])
  expect((await messagesOf(user, id))[1]).toMatchObject({ id: chosen, content: 'b' })
})

test('what is left out for a message that is there stays; null clears', async () => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, {
    conversationId,
    content: 'a',
    metadata: { k: 1 },
    externalId: 'x',
    status: 'CANCELLED',
  })
  const before = await messagesOf(user, conversationId)
  await replace(conversationId, [{ id, role: 'USER' }])
  expect(await messagesOf(user, conversationId)).toEqual(before)
  await replace(conversationId, [{ id, role: 'USER', metadata: null }])
  expect(await messagesOf(user, conversationId)).toMatchObject([
    { id, content: 'a', metadata: null, externalId: 'x', status: 'CANCELLED', isEdited: false },
  ])
})

test('places rise and are never given again, also when messages come between, move and go', async () => {
  const { id, messages } = await conversationWith(user, 'a', 'b', 'c')
  const [a, b, c] = messages.map((item) => ({ id: item.id, role: 'USER' })) as [object, object, object]
  const placed = new Map<number, string>()
  for (const history of [
    [a, say('in between'), b, c],
    [c, b, a],
    [a],
    [a, say('end')],
    [say('new'), a],
    [say('last')],
  ]) {
    await replace(id, history)
    const now: Message[] = await messagesOf(user, id)
    expect(now).toHaveLength(history.length)
    expect(isRising(positionsOf(now))).toBe(true)
    for (const { id: key, position } of now) {
      expect(placed.get(position) ?? key).toBe(key)
      placed.set(position, key)
    }
  }
  const next = await addMessage(user, { conversationId: id })
  expect(next.position).toBeGreaterThan(Math.max(...placed.keys()))
})

test('messages before the first difference keep their places and are not touched', async () => {
  const { id } = await conversationWith(user, 'a', 'b', 'c', 'd')
  const before = await messagesOf(user, id)
  await replace(id, [say('a'), say('b')])
  expect(await messagesOf(user, id)).toEqual(before.slice(0, 2))
  await replace(id, [say('a'), say('b'), say('e')])
  expect((await messagesOf(user, id)).slice(0, 2)).toEqual(before.slice(0, 2))
})

test('the last message of a history, by its place, is the last', async () => {
  const { id } = await conversationWith(user, 'a')
  const now = await replace(id, [
    say('new', { createdAt: '2024-05-05T00:00:00Z' }),
    say('old', { createdAt: '2020-01-01T00:00:00Z' }),
  ])
  expect(now.lastMessageAt).toBe('2020-01-01T00:00:00.000Z')
})

test('title and pin come with it', async () => {
  const { id } = await conversationWith(user, 'a')
  const before = await conversation(user, id)
  const renamed = await replace(id, [say('a')], { title: ' New ', isPinned: true })
  expect(renamed).toMatchObject({
    title: 'New',
    isPinned: true,
    version: before.version + 1,
    messageCount: 1,
  })
  const pinned = await replace(id, [say('b')], { isPinned: false })
  expect(pinned).toMatchObject({ title: 'New', isPinned: false, updatedAt: renamed.updatedAt })
  expect(await replace(id, [say('b')], { title: 'New', isPinned: false })).toEqual(pinned)
})

test('an archived conversation takes it and stays archived', async () => {
  const { id } = await conversationWith(user, 'a')
  await done(user, 'archiveConversation', { conversationId: id })
  expect(await replace(id, [say('b')])).toMatchObject({ state: 'ARCHIVED', messageCount: 1 })
})

/** Refused, and everything is as it was. */
async function refused(conversationId: string, input: object) {
  const before = [await messagesOf(user, conversationId), await conversation(user, conversationId)]
  const result = await mutate(user, 'replaceMessages', { conversationId, ...input })
  expect([await messagesOf(user, conversationId), await conversation(user, conversationId)]).toEqual(before)
  return result
}

test.each<[string, object, string]>([
  ['NUL', say('\0'), 'messages.1.content'],
  ['a future message', say('a', { createdAt: '2999-01-01T00:00:00Z' }), 'messages.1.createdAt'],
  ['one still being written', say('a', { status: 'STREAMING' }), 'messages.1.status'],
  ['content and parts', say('a', { parts: [] }), 'messages.1.parts'],
  ['an id of something else', say('a', { id: freshId('File') }), 'messages.1.id'],
  ['an externalId twice', say('a', { externalId: 'first' }), 'messages.1.externalId'],
])('with %s in it, nothing of a history is taken', async (_, second, path) => {
  const { id } = await conversationWith(user, 'a', 'b')
  const messages = [say('changed', { externalId: 'first' }), second]
  expect(await refused(id, { messages, title: 'No', isPinned: true })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
})

test('with another conversation’s id in it, nothing of a history is taken, and nothing is told', async () => {
  const { id } = await conversationWith(user, 'a', 'b')
  const [own, foreign] = [await conversationWith(user, 'x'), await conversationWith(await clientOf(url), 'y')]
  for (const taken of [own.messages[0].id, foreign.messages[0].id])
    expect(await refused(id, { messages: [say('new'), say('x', { id: taken })], title: 'No' })).toMatchObject(
      {
        __typename: 'ConflictError',
        current: null,
      },
    )
  expect(await contentsOf(user, own.id)).toEqual(['x'])
})

test('a title that is none refuses it all', async () => {
  const { id } = await conversationWith(user, 'a')
  for (const title of ['', ' ', null, 'x'.repeat(256), 'a\nb'])
    expect(await refused(id, { messages: [], title })).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: 'title' }],
    })
})

test('while a message is still being written, it is refused', async () => {
  const { id: conversationId } = await createConversation(user)
  await addMessage(user, { conversationId, role: 'ASSISTANT', status: 'STREAMING' })
  expect(await refused(conversationId, { messages: [say('a')] })).toMatchObject({
    __typename: 'ConflictError',
  })
})

test('in the trash it is refused', async () => {
  const { id } = await conversationWith(user, 'a')
  await done(user, 'trashConversation', { conversationId: id })
  expect(await refused(id, { messages: [] })).toMatchObject({ __typename: 'ConflictError', current: { id } })
})

test('with an expected version that is no more, it is refused', async () => {
  const { id } = await conversationWith(user, 'a')
  expect(await refused(id, { messages: [], expectedVersion: 1 })).toMatchObject({
    __typename: 'ConflictError',
    current: { id },
  })
  expect(await replace(id, [say('b')], { expectedVersion: 2 })).toMatchObject({ version: 3 })
})

test('a name can pass from one message on to a new one', async () => {
  const { id } = await createConversation(user)
  const one = await addMessage(user, { conversationId: id, content: 'one', externalId: 'x' })
  const now = await replace(id, [
    say('one', { id: one.id, externalId: 'y' }),
    say('two', { externalId: 'x' }),
  ])
  const stored = await messagesOf(user, id)
  expect(stored).toMatchObject([
    { id: one.id, content: 'one', externalId: 'y' },
    { content: 'two', externalId: 'x' },
  ])
  expect(now.messageCount).toBe(2)
})

test('one message named twice, by id and by externalId, is refused', async () => {
  const { id } = await createConversation(user)
  const one = await addMessage(user, { conversationId: id, content: 'one', externalId: 'x' })
  const messages = [{ id: one.id, role: 'USER' }, say('two', { externalId: 'x' })]
  expect(await refused(id, { messages })).toMatchObject({ __typename: 'ConflictError', current: null })
})

test('two messages can exchange their names', async () => {
  const { id } = await createConversation(user)
  const one = await addMessage(user, { conversationId: id, content: 'one', externalId: 'x' })
  const two = await addMessage(user, { conversationId: id, content: 'two', externalId: 'y' })
  await replace(id, [
    say('one', { id: one.id, externalId: 'y' }),
    say('two', { id: two.id, externalId: 'x' }),
  ])
  expect(await messagesOf(user, id)).toMatchObject([
    { id: one.id, externalId: 'y' },
    { id: two.id, externalId: 'x' },
  ])
})

test('a history has up to 2,000 messages', async () => {
  const { id } = await conversationWith(user, 'a')
  const many = Array.from({ length: 2001 }, (_, index) => say(`${index}`))
  expect(await refused(id, { messages: many })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages' }],
  })
  expect(await replace(id, many.slice(1))).toMatchObject({ messageCount: 2000 })
})

test('a conversation that is not there, or another user’s, is not found', async () => {
  const stranger = await clientOf(url)
  const { id } = await conversationWith(stranger, 'theirs')
  for (const conversationId of [id, freshId('Conversation'), 'nonsense'])
    expect(await mutate(user, 'replaceMessages', { conversationId, messages: [] })).toMatchObject({
      __typename: 'NotFoundError',
    })
  expect(await contentsOf(stranger, id)).toEqual(['theirs'])
})
