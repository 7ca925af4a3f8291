import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, mutate } from '../fixtures.ts'
import { message, messagesOf } from './fixtures.ts'

const { url } = await testServer()
const user = await clientOf(url)
const MiB = 1024 * 1024

test('any Unicode but NUL comes back as it was sent', async () => {
  const { id: conversationId } = await createConversation(user)
  const text = fc.string({ unit: 'binary', maxLength: 200 }).filter((value) => !value.includes('\0'))
  await fc.assert(
    fc.asyncProperty(text, async (content) => {
      const { id } = await addMessage(user, { conversationId, content })
      expect((await message(user, id)).content).toBe(content)
    }),
    {
      numRuns: 50,
      examples: [
        ['\u0001\u001f\u007f\u0085\u2028\ufeff\ufffe\uffff\\"\r\n\t'],
        ['e\u0301 \u00e9 \u{10ffff}'],
      ],
    },
  )
})

test.each([
  ['of one byte', 'a'],
  ['of two bytes', 'é'],
  ['of four bytes', '🦜'],
  ['that JSON escapes', '\u0001'],
])('1 MiB of characters %s is kept whole', async (_, character) => {
  const { id: conversationId } = await createConversation(user)
  const content = character.repeat(MiB / Buffer.byteLength(character))
  const { id } = await addMessage(user, { conversationId, content })
  expect((await message(user, id)).content === content).toBe(true)
})

test.each([
  ['of one byte', 'a'.repeat(MiB + 1)],
  ['that counts as UTF-8', `${'é'.repeat(MiB / 2)}a`],
])('1 MiB and a byte %s is refused', async (_, content) => {
  const { id: conversationId } = await createConversation(user)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'USER', content })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'content' }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

test.each(['a\0b', '\ud800', 'x\udfffy'])('%j is no text', async (content) => {
  const { id: conversationId } = await createConversation(user)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'USER', content })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'content' }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

test('content and parts are not taken together', async () => {
  const { id: conversationId } = await createConversation(user)
  const input = { conversationId, role: 'USER', content: 'a', parts: [{ text: { text: 'a' } }] }
  expect(await mutate(user, 'addMessage', input)).toMatchObject({ __typename: 'ValidationError' })
  expect(await messagesOf(user, conversationId)).toEqual([])
})
