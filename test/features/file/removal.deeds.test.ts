import { pino } from 'pino'
import { expect, test } from 'vitest'
import { emptyTrash } from '../../../src/features/conversation/index.ts'
import { deleteLoose } from '../../../src/features/file/index.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done } from '../fixtures.ts'
import { storedIn, upload } from './uploads.ts'

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder })
const { prisma } = database
const user = await clientOf(url)

/** A file on a message, and what it hangs on. */
async function attached() {
  const space = await createSpace(user)
  const conversation = await createConversation(user, { spaceId: space.id })
  const file = await upload(user, 'hello')
  const message = await addMessage(user, { conversationId: conversation.id, fileIds: [file.id] })
  return { spaceId: space.id, conversationId: conversation.id, messageId: message.id, fileId: file.id, file }
}

type Attached = Awaited<ReturnType<typeof attached>>

const bytesOf = ({ file }: Attached) => file.storagePath.replace('files/', '')

test.each<[string, (it: Attached) => Promise<unknown>]>([
  [
    'a history that is replaced',
    ({ conversationId }) => done(user, 'replaceMessages', { conversationId, messages: [] }),
  ],
  [
    'what was in the trash too long',
    async ({ conversationId }) => {
      await done(user, 'trashConversation', { conversationId })
      await emptyTrash({ prisma, events: new EventHub(prisma, pino({ level: 'silent' })) }, -60_000)
    },
  ],
])('with %s go the bytes of its files, and no others', async (_, remove) => {
  const [it, other] = [await attached(), await attached()]
  expect(await storedIn(folder)).toContain(bytesOf(it))
  await remove(it)
  await expect.poll(() => storedIn(folder)).not.toContain(bytesOf(it))
  expect(await storedIn(folder)).toContain(bytesOf(other))
  await expect.poll(() => prisma.removal.count()).toBe(0)
})

test('a deletion that is refused removes nothing', async () => {
  const it = await attached()
  await done(user, 'trashConversation', { conversationId: it.conversationId })
  const stranger = await clientOf(url)
  const input = { fileId: it.fileId }
  const ask = (client: typeof user) =>
    client.data(
      `mutation ($input: DeleteFileInput!) { deleteFile(input: $input) { __typename ... on Error { code } } }`,
      { input },
    )
  expect((await ask(stranger)).deleteFile).toEqual({ __typename: 'NotFoundError', code: 'NOT_FOUND' })
  expect((await ask(user)).deleteFile).toEqual({ __typename: 'ConflictError', code: 'CONFLICT' })
  expect(await prisma.removal.count()).toBe(0)
  expect(await storedIn(folder)).toContain(bytesOf(it))
})

test('a file that has hung on no message for a day goes, whether it ever did or not', async () => {
  const [never, young] = [await upload(user, 'hello'), await upload(user, 'hello')]
  const [it, detached] = [await attached(), await attached()]
  await done(user, 'editMessage', { messageId: detached.messageId, fileIds: [] })
  const past = (days: number) => new Date(Date.now() - days * 24 * 3_600_000)
  const age = (file: { storagePath: string }, days: number) =>
    prisma.file.update({ where: { storagePath: file.storagePath }, data: { looseSince: past(days) } })
  await age(never, 1.01)
  await age(young, 0.99)
  await age(it.file, 2)
  await age(detached.file, 1.01)
  expect(await deleteLoose(prisma)).toBe(2)
  const left = await prisma.file.findMany({
    where: { ownerId: (await prisma.file.findFirstOrThrow()).ownerId },
  })
  const paths = left.map(({ storagePath }) => storagePath)
  expect(paths).toEqual(expect.arrayContaining([young.storagePath, it.file.storagePath]))
  for (const gone of [never, detached.file]) {
    expect(paths).not.toContain(gone.storagePath)
    await expect.poll(() => storedIn(folder)).not.toContain(gone.storagePath.replace('files/', ''))
  }
})

test('a file taken off its message today is as young as any', async () => {
  const it = await attached()
  await prisma.file.update({
    where: { storagePath: it.file.storagePath },
    data: { looseSince: new Date('2026-01-01') },
  })
  await done(user, 'editMessage', { messageId: it.messageId, fileIds: [] })
  expect(await deleteLoose(prisma)).toBe(0)
})
