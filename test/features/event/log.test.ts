import { expect, test } from 'vitest'
import { decodePlace } from '../../../src/features/event/cursor.ts'
import type { Event as Row } from '../../../src/platform/db/generated/client.ts'
import { decodeId, encodeId } from '../../../src/platform/ids.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, done } from '../fixtures.ts'
import { eventCursor, listCursor } from './fixtures.ts'
import { readWithBreaks } from './reader.ts'
import { type Event, watchConversation, watchList } from './watch.ts'
import { Writer } from './writer.ts'

const { url, database } = await testServer()

const LONG = 590_000

/** A log with several who read it, who stop where `end` says. */
async function readLog(user: Client, conversationId?: string) {
  const start = await (conversationId ? eventCursor(user, conversationId) : listCursor(user))
  let end: string | undefined
  const read = () =>
    readWithBreaks(
      (after) =>
        conversationId
          ? watchConversation(url, user, { conversationId, after })
          : watchList(url, user, { after }),
      start,
      () => end,
    )
  const readers = [read(), read()]
  return async () => {
    end = await (conversationId ? eventCursor(user, conversationId) : listCursor(user))
    const { viewer } = await user.data('{ viewer { id } }')
    const stream = (
      conversationId ? decodeId('Conversation', conversationId) : decodeId('User', viewer.id)
    ) as string
    const number = { gt: decodePlace(stream, start) }
    const rows = await database.prisma.event.findMany({
      where: { streamId: stream, number },
      orderBy: { number: 'asc' },
    })
    return { rows, stream, seen: await Promise.all(readers) }
  }
}

/** A row, and an event, as what they have in common. */
const ofRow = ({ number, type, conversationId, messageId }: Row) => ({
  number: Number(number),
  type: type.replaceAll('_', '').toLowerCase(),
  of: messageId ? encodeId('Message', messageId) : encodeId('Conversation', conversationId as string),
})

const ofEvent = (stream: string) => (event: Event) => ({
  number: decodePlace(stream, event.cursor),
  type: event.__typename.toLowerCase(),
  of: event.messageId ?? event.message?.id ?? event.deletedMessageId ?? event.conversation.id,
})

test('whatever 8 writers do, each reader is told the log, but for what was gone by then', {
  timeout: LONG,
}, async () => {
  const user = await clientOf(url)
  const conversations: string[] = []
  for (let i = 0; i < 3; i++) conversations.push((await createConversation(user)).id)
  const logs = await Promise.all([...conversations, undefined].map((id) => readLog(user, id)))

  const writers = Array.from({ length: 8 }, () => new Writer(user, conversations))
  await Promise.all(writers.map((writer) => writer.change(250)))
  for (const conversationId of conversations)
    await done(user, 'renameConversation', { conversationId, title: 'The end' })

  const added: string[] = []
  for (const finish of logs) {
    const { rows, stream, seen } = await finish()
    const log = rows.map(ofRow)
    expect(log.map(({ number }) => number - (log[0]?.number ?? 0))).toEqual(log.map((_, index) => index))
    added.push(...log.flatMap(({ type, of }) => (type === 'messageadded' ? [of] : [])))
    const deleted = new Map(
      log.flatMap(({ type, of, number }) => (type === 'messagedeleted' ? [[of, number]] : [])),
    )
    for (const events of seen) {
      const told = events.map(ofEvent(stream))
      const numbers = new Set(told.map(({ number }) => number))
      expect(told).toEqual(log.filter(({ number }) => numbers.has(number)))
      const leftOut = log.filter(({ number }) => !numbers.has(number))
      expect(leftOut.filter(({ of, number }) => !(number < (deleted.get(of) ?? 0)))).toEqual([])
    }
  }
  expect(added.sort()).toEqual(writers.flatMap((writer) => writer.added).sort())
})
