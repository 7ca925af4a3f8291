import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import {
  addMessage,
  conversation,
  createConversation,
  done,
  freshId,
  mutate,
  reachable,
  uploadedFile,
} from '../fixtures.ts'
import { message, messagesOf, twentyTimes, WITH_PARTS } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

const filesOf = async (count: number): Promise<string[]> => {
  const files = []
  for (let index = 0; index < count; index++) files.push(await uploadedFile(database, user))
  return files
}
const part = (fileId: string) => ({ file: { fileId } })
const idsOf = ({ files }: { files: { id: string }[] }) => files.map(({ id }) => id)
const edit = async (messageId: string, changes: object) =>
  (await done(user, 'editMessage', { messageId, ...changes }, WITH_PARTS)).message

async function messageWith(input: object) {
  const { id: conversationId } = await createConversation(user)
  return addMessage(user, { conversationId, content: undefined, ...input })
}

test('files stand in the order given, those of fileIds before those of parts, each once', async () => {
  const [a, b, c, d] = (await filesOf(4)) as [string, string, string, string]
  const added = await messageWith({ fileIds: [c, a, c], parts: [part(b), part(a), part(d)] })
  expect(idsOf(added)).toEqual([c, a, b, d])
  expect(idsOf(await message(user, added.id))).toEqual([c, a, b, d])
})

test('a file knows its message, and a conversation the files of all of them', async () => {
  const [a, b] = (await filesOf(2)) as [string, string]
  const { id: conversationId } = await createConversation(user)
  const one = await addMessage(user, { conversationId, fileIds: [a] })
  await addMessage(user, { conversationId, parts: [part(b)], content: undefined })
  const data = await user.data(
    `query ($file: ID!, $id: ID!) {
      file(id: $file) { message { id } }
      conversation(id: $id) { attachedFiles { totalCount nodes { id } } }
    }`,
    { file: a, id: conversationId },
  )
  expect(data.file.message.id).toBe(one.id)
  expect(data.conversation.attachedFiles.totalCount).toBe(2)
  expect(data.conversation.attachedFiles.nodes.map(({ id }: { id: string }) => id).toSorted()).toEqual(
    [a, b].toSorted(),
  )
})

test('a message has up to 32 files, those of its parts among them', async () => {
  const files = await filesOf(33)
  const [, ...most] = files as [string, ...string[]]
  const within = await messageWith({ fileIds: most.slice(0, 31), parts: [part(most[31] as string)] })
  expect(idsOf(within)).toEqual(most)
  const edited = { messageId: within.id, fileIds: files.slice(0, 32) }
  expect(await mutate(user, 'editMessage', edited)).toMatchObject({ __typename: 'ValidationError' })
  expect(idsOf(await message(user, within.id))).toEqual(most)
  const { id: conversationId } = await createConversation(user)
  const beyond = await mutate(user, 'addMessage', {
    conversationId,
    role: 'USER',
    fileIds: await filesOf(33),
  })
  expect(beyond).toMatchObject({ __typename: 'ValidationError', issues: [{ path: 'fileIds' }] })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

const refused: [string, string, (file: string) => object, () => Promise<string>][] = []
for (const [how, named] of [
  ['fileIds', (file: string) => ({ fileIds: [file] })],
  ['a part', (file: string) => ({ parts: [part(file)] })],
] as const)
  refused.push(
    ["another user's", how, named, async () => uploadedFile(database, await clientOf(url))],
    ['no', how, named, async () => freshId('File')],
    ['a malformed', how, named, async () => 'nonsense'],
  )

test.each(refused)('%s file is not found: %s', async (_name, _how, named, make) => {
  const file = await make()
  const { id: conversationId } = await createConversation(user)
  const own = await uploadedFile(database, user)
  const input = { conversationId, role: 'USER', ...named(file) }
  expect(await mutate(user, 'addMessage', { fileIds: [own], ...input })).toMatchObject({
    __typename: 'NotFoundError',
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 1, messageCount: 0 })
})

test.each([
  ['that is not uploaded yet', () => uploadedFile(database, user, { isUploaded: false })],
  [
    'of another message',
    async () => {
      const file = await uploadedFile(database, user)
      await messageWith({ fileIds: [file] })
      return file
    },
  ],
])('a file %s is refused, told where, and nothing is written', async (_, make) => {
  const file = await make()
  const own = await uploadedFile(database, user)
  const { id: conversationId } = await createConversation(user)
  const input = { conversationId, role: 'USER', parts: [part(own), part(file)] }
  expect(await mutate(user, 'addMessage', input)).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'parts.1.file.fileId' }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 1, messageCount: 0 })
  await addMessage(user, { conversationId, fileIds: [own] })
})

test('of twenty messages that want the same file at once, one gets it', async () => {
  const file = await uploadedFile(database, user)
  const { id: conversationId } = await createConversation(user)
  const results = await twentyTimes(() =>
    mutate(user, 'addMessage', { conversationId, role: 'USER', fileIds: [file] }),
  )
  const names = results.map(({ __typename }) => __typename).toSorted()
  expect(names).toEqual(['AddMessagePayload', ...Array(19).fill('ValidationError')])
  expect((await messagesOf(user, conversationId)).map(idsOf)).toEqual([[file]])
})

test('an edit hangs, orders and detaches files, and marks nothing', async () => {
  const [a, b, c] = (await filesOf(3)) as [string, string, string]
  const added = await messageWith({ fileIds: [a, b] })
  const { version } = await conversation(user, await conversationOf(added.id))
  const edited = await edit(added.id, { fileIds: [c, b] })
  expect(idsOf(edited)).toEqual([c, b])
  expect(edited).toMatchObject({ isEdited: false, editedAt: null })
  expect(await conversation(user, await conversationOf(added.id))).toMatchObject({ version: version + 1 })
  expect(idsOf(await edit(added.id, { fileIds: [b, c] }))).toEqual([b, c])
  expect(idsOf(await edit(added.id, { fileIds: null }))).toEqual([])
  expect(idsOf(await messageWith({ fileIds: [a, b, c] }))).toEqual([a, b, c])
})

test('an edit of the parts leaves the files of fileIds, and an edit of fileIds those of the parts', async () => {
  const [a, b, c] = (await filesOf(3)) as [string, string, string]
  const { id } = await messageWith({ fileIds: [a], parts: [part(b)] })
  expect(idsOf(await edit(id, { parts: [part(c)] }))).toEqual([a, c])
  expect(idsOf(await edit(id, { fileIds: [b] }))).toEqual([b, c])
  expect(idsOf(await edit(id, { content: 'no parts' }))).toEqual([b])
  expect(await reachable(user, [a, c])).toEqual([a, c])
})

test('an edit with a file that is not one’s own changes nothing', async () => {
  const own = await uploadedFile(database, user)
  const foreign = await uploadedFile(database, await clientOf(url))
  const { id } = await messageWith({ fileIds: [own], content: 'before' })
  const input = { messageId: id, content: 'after', fileIds: [foreign] }
  expect(await mutate(user, 'editMessage', input)).toMatchObject({ __typename: 'NotFoundError' })
  expect(await message(user, id)).toMatchObject({ content: 'before', files: [{ id: own }], isEdited: false })
})

test('a part outlives its file', async () => {
  const [a, b] = (await filesOf(2)) as [string, string]
  const { id } = await messageWith({ parts: [part(a), part(b), { text: { text: 'see' } }] })
  await database.prisma.file.delete({ where: { id: decodeId('File', a) as string } })
  const now = await message(user, id)
  expect(now.parts.slice(0, 2)).toEqual([
    { __typename: 'FilePart', file: null, metadata: null },
    { __typename: 'FilePart', file: { id: b }, metadata: null },
  ])
  expect(idsOf(now)).toEqual([b])
  const parts = [part(a), part(b), { text: { text: 'look' } }]
  expect(await edit(id, { parts })).toMatchObject({ content: 'look', files: [{ id: b }] })
})

const conversationOf = async (id: string): Promise<string> =>
  (await user.data('query ($id: ID!) { message(id: $id) { conversation { id } } }', { id })).message
    .conversation.id
