import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { subscribe, userSocket } from '../../ws/socket.ts'
import { addMessage, createConversation, done, uploadedFile } from '../fixtures.ts'
import { eventCursor } from './fixtures.ts'
import { watch } from './watch.ts'

/** What bounds an answer bounds each event of a subscription for itself. */

const { url, database } = await testServer()
const MIB = 1024 * 1024

const FILES = `subscription ($id: ID!, $after: String) {
  event: conversationEvents(conversationId: $id, after: $after) {
    ... on MessageChanged { message { parts { ... on FilePart { file { id } } } } }
  }
}`

/** A message that names a file a thousand times, and the cursor after it. */
async function messageOfFiles(user: Client) {
  const fileId = await uploadedFile(database, user)
  const { id } = await createConversation(user)
  const parts = Array.from({ length: 1_000 }, () => ({ file: { fileId } }))
  const { message } = await done(user, 'addMessage', { conversationId: id, role: 'USER', parts })
  const edit = (version: number) =>
    done(user, 'editMessage', { messageId: message.id, metadata: { version } }, '__typename')
  return { id, after: await eventCursor(user, id), fileIds: Array(1_000).fill(fileId), edit }
}

type Told = { message: { parts: { file: { id: string } | null }[] } }

const filesOf = ({ message }: Told) => message.parts.map(({ file }) => file?.id)

test('files are told for as long as a subscription lives', async () => {
  const user = await clientOf(url)
  const { id, after, fileIds, edit } = await messageOfFiles(user)
  const { until } = watch(url, user, FILES, { id, after })
  for (let version = 0; version < 12; version++) await edit(version)
  const events = await until((events) => events.length === 12)
  for (const event of events) expect(filesOf(event)).toEqual(fileIds)
})

test('and to all of the many who share what is read', async () => {
  const user = await clientOf(url)
  const { id, after, fileIds, edit } = await messageOfFiles(user)
  const watches = Array.from({ length: 12 }, () => watch(url, user, FILES, { id, after }))
  await edit(0)
  // All are told of it live, at once.
  for (const { until } of watches) await until((events) => events.length === 1)
  await edit(1)
  for (const { until } of watches) {
    const [, last] = await until((events) => events.length === 2)
    expect(filesOf(last)).toEqual(fileIds)
  }
})

const HISTORY = `subscription ($id: ID!, $after: String) {
  event: conversationEvents(conversationId: $id, after: $after) {
    __typename ... on MessageAdded { message { id conversation { messages(first: 14) { nodes { content } } } } }
  }
}`

async function heavyConversation(user: Client): Promise<string> {
  const messages = Array.from({ length: 14 }, () => ({ role: 'USER', content: 'x'.repeat(MIB) }))
  return (await createConversation(user, { messages })).id
}

test('events that are too much together are told one after another', async () => {
  const user = await clientOf(url)
  const id = await heavyConversation(user)
  const after = await eventCursor(user, id)
  const ids: string[] = []
  for (let count = 0; count < 5; count++) ids.push((await addMessage(user, { conversationId: id })).id)
  const { until } = watch(url, user, HISTORY, { id, after })
  const events = await until((events) => events.length === 5)
  expect(events.map(({ message }) => message.id)).toEqual(ids)
  for (const { message } of events) expect(message.conversation.messages.nodes).toHaveLength(14)
})

test('text that was replaced since an event before it was told is not told any more', async () => {
  const user = await clientOf(url)
  const id = await heavyConversation(user)
  const { id: messageId } = await addMessage(user, {
    conversationId: id,
    role: 'ASSISTANT',
    status: 'STREAMING',
    content: 'a',
  })
  const after = await eventCursor(user, id)
  for (let count = 0; count < 4; count++) await addMessage(user, { conversationId: id })
  await done(user, 'appendToMessage', { messageId, partIndex: 0, offset: 1, text: 'b' }, '__typename')

  const { raw, send, next } = await userSocket(url, user.name)
  send(subscribe('1', HISTORY, { id, after }))
  await next()
  // What fits between here and there is less than one more event.
  raw.pause()
  const part = { text: { text: 'c' } }
  await done(user, 'updateMessagePart', { messageId, partIndex: 0, part }, '__typename')
  raw.resume()
  const types = ['MessageAdded']
  while (types.length < 6) types.push((await next()).payload.data.event.__typename)
  raw.close()
  expect(types).toEqual([...Array(4).fill('MessageAdded'), 'MessagePartChanged', 'MessagePartChanged'])
})
