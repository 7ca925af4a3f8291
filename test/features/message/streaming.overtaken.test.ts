import { expect, test } from 'vitest'
import type { Database } from '../../../src/platform/db/database.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { isSweeping } from '../../support/statements.ts'
import { createConversation, done } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { addPart, append, finish, Watcher } from './streams.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

/** A change that overtakes a delivery: it happens before the statement of this place among those that follow the log's. */
interface Overtaking {
  change: () => Promise<unknown>
  statement: number
  isLogRead?: boolean
  isOver?: boolean
}

let overtaking: Overtaking | undefined
const prisma = database.prisma.$extends({
  query: {
    async $queryRaw({ args, query }) {
      const coming = isSweeping(args.sql) ? undefined : overtaking
      if (coming?.isLogRead && coming.statement-- === 0) {
        await coming.change()
        coming.isOver = true
      }
      const rows = await query(args)
      if (coming && /FROM events e\s+LEFT JOIN message_chunks/.test(args.sql)) coming.isLogRead = true
      return rows
    },
  },
})
/** An instance whose deliveries can be overtaken. */
const slow = await testServer({}, { ...database, prisma } as unknown as Database)

const parts = [{ text: { text: 'x' } }]
const changes = {
  shortened: (messageId: string) =>
    done(user, 'updateMessagePart', { messageId, partIndex: 0, part: parts[0] }, '__typename'),
  edited: async (messageId: string) => {
    await finish(user, messageId)
    await done(user, 'editMessage', { messageId, parts })
  },
}

test.for(
  [0, 1, 2, 3, 4, 5].flatMap((statement) => [
    ['shortened', statement] as const,
    ['edited', statement] as const,
  ]),
)(
  'a text that is %s before statement %i of its delivery is told as it was or as it is',
  async ([change, statement]) => {
    const { id: conversationId } = await createConversation(user)
    const { conversation } = await user.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', {
      id: conversationId,
    })
    const input = { conversationId, role: 'ASSISTANT', status: 'STREAMING' }
    const { id } = (await done(user, 'addMessage', input)).message
    await append(user, id, 0, 0, 'abc')
    await append(user, id, 0, 3, 'def')
    await addPart(user, id, 1, { toolCall: { toolCallId: '1', toolName: 'a' } })
    await append(user, id, 2, 0, 'ghi')
    overtaking = { change: () => changes[change](id), statement }
    const watcher = new Watcher()
    await watcher.follow(slow.url, user, conversationId, conversation.eventCursor)
    await expect.poll(() => overtaking?.isOver, { timeout: 30_000 }).toBe(true)
    const after = await message(user, id)
    await expect.poll(() => watcher.messages.get(id), { timeout: 30_000 }).toEqual(after.parts)
    expect(watcher.gaps).toEqual([])
  },
)
