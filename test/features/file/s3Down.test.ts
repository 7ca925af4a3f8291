import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testStore } from '../../support/s3Server.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, createConversation, done, mutate } from '../fixtures.ts'
import { fileOf, upload } from './uploads.ts'

const store = await testStore()
const { url, database } = await testServer(store.variables)
const user = await clientOf(url)

const ADD = `mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }`

const outages: [name: string, begin: () => unknown, end: () => unknown][] = [
  ['is down', store.stop, store.start],
  ['is frozen', () => store.freeze(true), () => store.freeze(false)],
]

test.each(outages)('while the store %s, nothing is attached, and all else goes on', async (_, begin, end) => {
  const { id } = await upload(user, 'hello')
  const { id: conversationId } = await createConversation(user)
  const input = { conversationId, role: 'USER', content: 'See.', fileIds: [id] }
  await begin()
  const { body } = await user.send(ADD, { input })
  expect(body.data).toEqual({ addMessage: null })
  expect(body.errors).toMatchObject([
    {
      message: 'The store of files is not available. Try again.',
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    },
  ])
  expect(await conversation(user, conversationId)).toMatchObject({ messageCount: 0 })
  expect(await fileOf(user, id)).toMatchObject({ isUploaded: false, message: null })
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  expect(await mutate(user, 'addMessage', { ...input, fileIds: [] })).toMatchObject({
    __typename: 'AddMessagePayload',
  })
  await end()
  await addMessage(user, input)
  expect(await (await fetch((await fileOf(user, id)).url)).text()).toBe('hello')
})

test.each(outages)(
  'what is deleted while the store %s is removed when it answers again',
  async (_, begin, end) => {
    const others = await store.keys()
    const { id } = await upload(user, 'hello')
    const { id: conversationId } = await createConversation(user)
    await addMessage(user, { conversationId, fileIds: [id] })
    const file = await fileOf(user, id)
    const { id: loose } = await upload(user, 'loose')
    await begin()
    for (const fileId of [id, loose]) await done(user, 'deleteFile', { fileId }, 'deletedFileId')
    const path = file.storagePath
    const removal = () => database.prisma.removal.findUnique({ where: { path } })
    await expect.poll(removal).toMatchObject({ claimedAt: expect.any(Date) })
    await end()
    expect(await store.keys()).toContain(path)
    // What failed is tried again a minute later; what clients may still bring, when they no longer can.
    await database.prisma.removal.updateMany({ data: { claimedAt: null, dueAt: new Date(0) } })
    await expect.poll(store.keys).toEqual(others)
    await expect.poll(() => database.prisma.removal.count()).toBe(0)
  },
)

test('a store that refuses us is not one that is down', async () => {
  const { url } = await testServer({ ...store.variables, S3_SECRET_ACCESS_KEY: 'wrong' }, database)
  const client = await clientOf(url, user.name)
  const { id } = await upload(user, 'hello')
  const { id: conversationId } = await createConversation(user)
  const { body } = await client.send(ADD, { input: { conversationId, role: 'USER', fileIds: [id] } })
  expect(body.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }])
  expect((await fileOf(user, id)).isUploaded).toBe(false)
})
