import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { beforeAll, expect, test } from 'vitest'
import { build, serve } from '../cli/tertulia.ts'
import { createUpload, fileOf, put, storedIn } from '../features/file/uploads.ts'
import { addMessage, createConversation, freshId } from '../features/fixtures.ts'
import { messagesOf } from '../features/message/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { SECRET, testServer } from '../support/server.ts'
import { smallDisk } from './smallDisk.ts'

const MIB = 1024 * 1024
const ADD = 'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }'

// Once a run is enough: where the other tests too use the embedded database.
const isEmbedded = !process.env.DATABASE_URL
const [disk, storeDisk] = isEmbedded ? [smallDisk(80), smallDisk(2)] : [null, null]

beforeAll(build, 120_000)

test.skipIf(!disk)(
  'a full disk under the embedded database refuses writes, and loses none',
  async () => {
    const { folder, fill, empty } = disk as NonNullable<typeof disk>
    const variables = { DATA_DIR: folder, AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'fatal' }
    const first = await serve(variables)
    const user = await clientOf(first.url)
    const { id: conversationId } = await createConversation(user)
    const add = async (id: string) => {
      const content = randomBytes(100_000).toString('base64')
      return user.send(ADD, { input: { id, conversationId, role: 'USER', content } })
    }
    const added: string[] = []
    await fill(MIB)
    for (let refused = 0; refused < 3; ) {
      const id = freshId('Message')
      const { status, body } = await add(id)
      if (status === 200) added.push(id)
      else
        expect([++refused, status, body.errors[0].extensions.code]).toEqual([refused, 503, 'DATABASE_ERROR'])
    }
    const ids = async (one: typeof user) =>
      (await messagesOf(one, conversationId)).map(({ id }: { id: string }) => id)
    expect(await ids(user)).toEqual(added)

    await empty()
    added.push((await addMessage(user, { conversationId })).id)

    await fill(MIB / 4)
    for (let id = freshId('Message'); (await add(id)).status === 200; id = freshId('Message')) added.push(id)
    const exited = once(first.process, 'exit')
    first.process.kill('SIGKILL')
    await exited
    await empty()
    const again = await clientOf((await serve(variables)).url, user.name)
    expect(await ids(again)).toEqual(added)
    await addMessage(again, { conversationId })
  },
  180_000,
)

test.skipIf(!storeDisk)('a full disk under the store refuses files, and keeps no half of one', async () => {
  const { folder, fill, empty } = storeDisk as NonNullable<typeof storeDisk>
  const { url } = await testServer({ DATA_DIR: folder })
  const user = await clientOf(url)
  const bytes = randomBytes(MIB)
  const { file, uploadUrl } = await createUpload(user, { size: MIB })

  await fill(MIB / 2)
  expect(await put(uploadUrl, bytes)).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' })
  expect(await fileOf(user, file.id)).toMatchObject({ isUploaded: false })
  expect(await storedIn(folder)).toEqual([])

  await empty()
  expect(await put(uploadUrl, bytes)).toEqual({ status: 204 })
  const fetched = await fetch((await fileOf(user, file.id)).url)
  expect(bytes.equals(Buffer.from(await fetched.arrayBuffer()))).toBe(true)
})
