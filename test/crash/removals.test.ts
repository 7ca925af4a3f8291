import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { build, serve, stop } from '../cli/tertulia.ts'
import { upload } from '../features/file/uploads.ts'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { hasPostgres, instancesOn } from '../instances/instances.ts'
import { clientOf } from '../support/client.ts'
import { testFolder } from '../support/folder.ts'
import { testStore } from '../support/s3Server.ts'
import { SECRET } from '../support/server.ts'

beforeAll(build, 120_000)

const store = await testStore()
const folder = await testFolder()
const variables = { ...store.variables, DATA_DIR: folder, AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'fatal' }
const start = hasPostgres ? await instancesOn(variables) : () => serve(variables)

test('what was deleted when the process was killed is removed by the next', async () => {
  const first = await start()
  const user = await clientOf(first.url)
  const { id: conversationId } = await createConversation(user)
  const { id } = await upload(user, 'hello')
  await addMessage(user, { conversationId, fileIds: [id] })
  expect(await store.keys()).toHaveLength(1)

  store.freeze(true)
  await done(user, 'deleteConversation', { conversationId }, 'deletedConversationId')
  const exited = once(first.process, 'exit')
  first.process.kill('SIGKILL')
  expect((await exited)[1]).toBe('SIGKILL')
  store.freeze(false)
  expect(await store.keys()).toHaveLength(1)

  const second = await start()
  // Where the first had begun, the second takes over a minute later.
  await expect.poll(store.keys, { timeout: 120_000 }).toEqual([])
  expect(await stop(second)).toBe(0)
}, 240_000)

test('whoever stops while the store hangs does not wait for it', async () => {
  const serving = await start()
  const user = await clientOf(serving.url)
  const { id: conversationId } = await createConversation(user)
  // More than are removed at a time.
  const files = await Promise.all(Array.from({ length: 20 }, () => upload(user, 'hello')))
  await addMessage(user, { conversationId, fileIds: files.map(({ id }) => id) })
  store.freeze(true)
  await done(user, 'deleteConversation', { conversationId }, 'deletedConversationId')
  // Until the removal is under way.
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await stop(serving)).toBe(0)
  store.freeze(false)
}, 30_000)
