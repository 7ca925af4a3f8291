import { expect, inject, test } from 'vitest'
import { decodeId, encodeId, newKey } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { heldUp } from '../../support/heldUp.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import { done } from '../fixtures.ts'
import { openStream } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const appendTo = (messageId: string, offset: number, text: string) =>
  done(user, 'appendToMessage', { messageId, partIndex: 0, offset, text }, 'message { id }')

test('an append to a long text writes what it adds, and not the text', async () => {
  const text = 'x'.repeat(500_000)
  const { id } = await openStream(user, { content: text })
  await appendTo(id, text.length, 'first')
  const statements = await statementsOf(() => appendTo(id, text.length + 5, 'second'))
  const written = statements.flatMap(({ values }) => values.map((value) => JSON.stringify(value) ?? ''))
  expect(written.join('')).toContain('second')
  expect(written.join('').length).toBeLessThan(10_000)
  expect(statements.filter(({ text }) => /UPDATE messages/.test(text))).toEqual([])
})

test('an append costs the same number of statements however many were before', async () => {
  const { id } = await openStream(user, { content: 'a' })
  const appends = async (from: number) => (await statementsOf(() => appendTo(id, from, 'b'))).length
  await appends(1)
  const early = await appends(2)
  for (let offset = 3; offset < 40; offset++) await appendTo(id, offset, 'b')
  expect(await appends(40)).toBe(early)
})

// The embedded database answers before the next request is read, so that there nothing is ever in flight at once.
const isEmbedded = 'dump' in inject('template')

test.skipIf(isEmbedded)('appends to 200 messages at once share their transactions', async () => {
  const { conversationId } = await openStream(user)
  const conversation = decodeId('Conversation', conversationId) as string
  const keys = Array.from({ length: 200 }, newKey)
  await database.prisma.message.createMany({
    data: keys.map((id, index) => ({
      id,
      conversationId: conversation,
      position: index + 10,
      role: 'ASSISTANT' as const,
      status: 'STREAMING' as const,
      content: '',
    })),
  })
  await database.prisma.messageStream.createMany({
    data: keys.map((messageId) => ({ messageId, partCount: 0, contentBytes: 0, bytes: 2 })),
  })
  const appendAll = () => Promise.all(keys.map((key) => appendTo(encodeId('Message', key), 0, 'a')))
  const statements = await statementsOf(() => heldUp(database, 'message_streams', appendAll))
  expect(statements.filter(({ text }) => /^BEGIN/.test(text)).length).toBeLessThan(100)
  expect(await database.prisma.messageChunk.count({ where: { messageId: { in: keys } } })).toBe(200)
})
