import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { eventCursor, listCursor, reached, typesOf } from '../event/fixtures.ts'
import { watch, watchList } from '../event/watch.ts'
import { addMessage, conversation, createConversation } from '../fixtures.ts'
import { append, finish, openStream, Watcher } from '../message/streams.ts'
import { plain, png } from './images.ts'
import { askedFor, begun, keptImage, over } from './previewed.ts'
import { upload } from './uploads.ts'

/** Whoever watches a conversation hears of a preview when it comes. */

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder })
const image = await plain(600, 300).png().toBuffer()

const EVENTS = `subscription ($conversationId: ID!, $after: String) {
  event: conversationEvents(conversationId: $conversationId, after: $after) {
    __typename
    ... on Event { cursor }
    ... on MessageChanged {
      message { id updatedAt isEdited files { previewUrl } conversation { version updatedAt } }
    }
  }
}`

test('MessageChanged tells of the preview, and nothing else of message and conversation changes', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const fileId = await keptImage(database, folder, user, image)
  const { id, updatedAt } = await addMessage(user, { conversationId, fileIds: [fileId] })
  const before = await conversation(user, conversationId)
  const list = watchList(url, user, { after: await listCursor(user) })
  const after = await eventCursor(user, conversationId)
  const { events, until } = watch(url, user, EVENTS, { conversationId, after })
  await askedFor(database, fileId)
  await until((told) => told.length > 0)
  await over(database, fileId)
  await until(reached(await eventCursor(user, conversationId)))
  expect(typesOf(events)).toEqual(['MessageChanged'])
  expect(events[0].message).toEqual({
    id,
    updatedAt,
    isEdited: false,
    files: [{ previewUrl: expect.stringContaining('/previews/') }],
    conversation: { version: before.version, updatedAt: before.updatedAt },
  })
  expect((await fetch(events[0].message.files[0].previewUrl)).status).toBe(200)
  // Of a conversation whose last message it is, lists show something else now.
  await list.until((told) => told.length > 0)
  expect(typesOf(list.events)).toEqual(['ConversationChanged'])
})

test('it is told as well of a file that was attached while its preview was being made', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const { id: fileId } = await upload(user, png(8_000, 8_000), { contentType: 'image/png' })
  await begun(database, fileId)
  const { id } = await addMessage(user, { conversationId, fileIds: [fileId] })
  const after = await eventCursor(user, conversationId)
  const { until } = watch(url, user, EVENTS, { conversationId, after })
  const [told] = await until((events) => events.length > 0)
  expect(told).toMatchObject({ __typename: 'MessageChanged', message: { id } })
  expect(told.message.files[0].previewUrl).toContain('/previews/')
})

test('a message that is being written loses nothing by it', async () => {
  const user = await clientOf(url)
  const fileId = await keptImage(database, folder, user, image)
  const { conversationId, id } = await openStream(user, { fileIds: [fileId] })
  const watcher = await Watcher.open(url, user, conversationId)
  await append(user, id, 0, 0, 'a😀')
  await askedFor(database, fileId)
  let text = 'a😀'
  while (!watcher.named('MessageChanged').length) {
    await append(user, id, 0, text.length, 'b')
    text += 'b'
  }
  await append(user, id, 0, text.length, 'c')
  const { content, parts, status } = await finish(user, id)
  expect({ content, status }).toEqual({ content: `${text}c`, status: 'COMPLETE' })
  await expect.poll(() => watcher.named('MessageChanged')).toHaveLength(2)
  expect(watcher.gaps).toEqual([])
  expect(watcher.messages.get(id)).toEqual(parts)
})
