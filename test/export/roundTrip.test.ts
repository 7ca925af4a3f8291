import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ndjson } from '../../src/export/ndjson.ts'
import type { MessageRecord } from '../../src/export/records.ts'
import { recordsOf } from '../../src/export/recordsOf.ts'
import { inSnapshot } from '../../src/export/snapshot.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { addMessage, createConversation, createSpace, done, uploadedFile } from '../features/fixtures.ts'
import { importing } from '../import/importing.ts'
import { patience } from '../properties/patience.ts'
import { clientOf } from '../support/client.ts'
import { testDatabase } from '../support/database.ts'
import { testServer } from '../support/server.ts'
import { histories } from './histories.ts'

/** What is exported, imported elsewhere and exported again, is the same to the byte. */

const { url, database } = await testServer()
const elsewhere = await testDatabase()

async function exported({ prisma }: Database, user: string): Promise<string> {
  const { id } = await prisma.user.findUniqueOrThrow({ where: { subject: user } })
  return inSnapshot(prisma, (transaction) => text(ndjson(recordsOf(transaction, id))))
}

/** Takes a user's data there and back; answers with the export. */
async function roundTrip(user: string): Promise<string> {
  const first = await exported(database, user)
  const there = await importing(elsewhere, user, first)
  expect(there.problems).toEqual([])
  expect(await exported(elsewhere, user)).toBe(first)
  const back = await importing(database, user, first)
  expect(back).toMatchObject({
    problems: [],
    added: { spaces: 0, conversations: 0, messages: 0, files: 0 },
  })
  expect(await exported(database, user)).toBe(first)
  return first
}

test('whatever is in a history comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (records) => {
      const user = `user-${randomUUID()}`
      const lines = records.map((record) => JSON.stringify(record))
      const outcome = await importing(database, user, lines.join('\n'))
      expect(outcome.problems).toEqual([])
      const written = (await roundTrip(user)).trim().split('\n')
      const exported = new Map(written.map((line) => [JSON.parse(line).id, JSON.parse(line)]))
      // Nothing of it is lost on the way in either; parts that are plain text come back as content.
      for (const record of records) {
        if (!('id' in record)) continue
        const { parts, content, ...rest } = record as MessageRecord
        expect(exported.get(record.id)).toMatchObject(rest)
      }
    }),
    // Made smaller, it would have ids that are taken.
    { numRuns: 20, ...patience, endOnFailure: true },
  )
})

test('so does what was made through the API', async () => {
  const user = await clientOf(url)
  const space = await createSpace(user, { name: 'Reise ✈️', externalId: 'trip' })
  await done(user, 'renameSpace', { spaceId: space.id, name: 'Reisen' })
  const fileId = await uploadedFile(database, user, { createdAt: new Date('2025-01-01T00:00:00.123Z') })
  const inPart = await uploadedFile(database, user)
  await uploadedFile(database, user, { name: 'on nothing' })
  const { id } = await createConversation(user, {
    spaceId: space.id,
    title: 'One',
    metadata: { a: [1.5, null] },
  })
  const first = await addMessage(user, { conversationId: id, fileIds: [fileId], externalId: 'first' })
  await done(user, 'editMessage', { messageId: first.id, content: 'Edited' })
  await addMessage(user, {
    conversationId: id,
    role: 'ASSISTANT',
    content: undefined,
    parts: [
      { reasoning: { text: 'Hm' } },
      { toolCall: { toolCallId: '1', toolName: 'find', input: { ['__proto__']: 1, q: 'x' } } },
      { toolResult: { toolCallId: '1', output: [], isError: true } },
      { file: { fileId: inPart } },
      { source: { url: 'https://example.com/', title: 'An example' } },
      { data: { name: 'chart', data: 1e21 } },
      { text: { text: 'Done.', metadata: { lang: 'en' } } },
    ],
  })
  const gone = await addMessage(user, { conversationId: id })
  await done(user, 'deleteMessage', { messageId: gone.id }, 'deletedMessageId')
  await addMessage(user, { conversationId: id, role: 'TOOL', content: '' })
  await done(user, 'archiveConversation', { conversationId: id })
  const trashed = await createConversation(user, { title: 'Gone', isPinned: true, agentId: 'a', mode: 'm' })
  await done(user, 'trashConversation', { conversationId: trashed.id })

  const lines = (await roundTrip(user.name)).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).type).sort()).toEqual([
    'conversation',
    'conversation',
    'file',
    'message',
    'message',
    'message',
    'space',
    'space',
    'tertulia',
  ])
})

test('a message that is being written is exported as far as it has come, as one that failed', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const message = await addMessage(user, {
    conversationId: id,
    role: 'ASSISTANT',
    content: 'One',
    status: 'STREAMING',
  })
  await done(user, 'appendToMessage', { messageId: message.id, partIndex: 0, offset: 3, text: ' two' })
  const lines = (await roundTrip(user.name)).trim().split('\n')
  expect(JSON.parse(lines.at(-1) as string)).toMatchObject({ status: 'FAILED', content: 'One two' })
})

test('the default space takes the name it had, unless it was given one there', async () => {
  const user = await clientOf(url)
  const { spaces } = await user.data('{ spaces { nodes { id } } }')
  await done(user, 'renameSpace', { spaceId: spaces.nodes[0].id, name: 'Home' })
  expect(await roundTrip(user.name)).toContain('"isDefault":true,"name":"Home"')

  const other = await clientOf(url)
  const own = (await other.data('{ spaces { nodes { id } } }')).spaces.nodes[0]
  await done(other, 'renameSpace', { spaceId: own.id, name: 'Mine' })
  await importing(database, other.name, await exported(database, user.name))
  expect(await exported(database, other.name)).toContain('"name":"Mine"')
})
