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

interface Entry {
  number: number
  type: string
  of: string
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

/** By message, the number of the last event of this type. */
const lastOf = (log: Entry[], type: string) =>
  new Map(log.flatMap((entry) => (entry.type === type ? [[entry.of, entry.number]] : [])))

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
    const [deleted, replaced] = [lastOf(log, 'messagedeleted'), lastOf(log, 'messagechanged')]
    const isGone = ({ of, number }: Entry) => number < (deleted.get(of) ?? 0)
    // Who is late is told of text and parts as they are after an edit: other text by its part, parts that are gone not.
    const isReplaced = ({ of, number, type }: Entry) =>
      ['messagedelta', 'messagepartadded'].includes(type) && number < (replaced.get(of) ?? 0)
    for (const events of seen) {
      const told = new Map(events.map(ofEvent(stream)).map((entry) => [entry.number, entry]))
      expect([...told.keys()]).toEqual([...told.keys()].sort((a, b) => a - b))
      for (const entry of log) {
        const was = told.get(entry.number)
        if (!was) expect(isGone(entry) || isReplaced(entry), JSON.stringify(entry)).toBe(true)
        else if (was.type === 'messagepartchanged' && isReplaced(entry)) expect(was.of).toBe(entry.of)
        else expect(was).toEqual(entry)
      }
      expect(told.size).toBe(events.length)
    }
  }
  expect(added.sort()).toEqual(writers.flatMap((writer) => writer.added).sort())
})
