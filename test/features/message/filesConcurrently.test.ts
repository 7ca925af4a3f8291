import { expect, onTestFinished } from 'vitest'
import { givePreview } from '../../../src/features/file/givePreview.ts'
import { tellShown } from '../../../src/features/message/index.ts'
import { EventHub } from '../../../src/platform/events/hub.ts'
import { decodeId, newKey } from '../../../src/platform/ids.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { announce } from '../../../src/platform/storage/removals.ts'
import { clientOf } from '../../support/client.ts'
import { testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done, mutate, uploadedFile } from '../fixtures.ts'
import { contentsOf, messagesOf } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)

/** A deadlock would fail one of the two, a second later. */
const ROUNDS = 10

async function messageWith(...fileIds: string[]) {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, content: 'a', fileIds })
  return { conversationId, id }
}

testOnServer('two replacements that want each other’s files are both refused', async () => {
  const files = [await uploadedFile(database, user), await uploadedFile(database, user)] as const
  const conversations = [await messageWith(files[0]), await messageWith(files[1])] as const
  const replace = ({ conversationId }: { conversationId: string }, fileId: string) =>
    mutate(user, 'replaceMessages', {
      conversationId,
      messages: [{ role: 'USER', content: 'a', fileIds: [fileId] }],
    })
  for (let round = 0; round < ROUNDS; round++)
    expect(
      await Promise.all([replace(conversations[0], files[1]), replace(conversations[1], files[0])]),
    ).toMatchObject(Array(2).fill({ __typename: 'ValidationError' }))
  expect((await messagesOf(user, conversations[0].conversationId))[0].files).toEqual([{ id: files[0] }])
})

testOnServer('two edits that want each other’s files are both refused', async () => {
  const files = [await uploadedFile(database, user), await uploadedFile(database, user)] as const
  const [one, other] = [await messageWith(files[0]), await messageWith(files[1])]
  const edit = ({ id: messageId }: { id: string }, fileId: string) =>
    mutate(user, 'editMessage', { messageId, fileIds: [fileId] })
  for (let round = 0; round < ROUNDS; round++)
    expect(await Promise.all([edit(one, files[1]), edit(other, files[0])])).toMatchObject(
      Array(2).fill({ __typename: 'ValidationError' }),
    )
})

testOnServer.for([
  ['deleteMessage', ({ id }: { id: string }) => ({ messageId: id })],
  ['deleteConversation', ({ conversationId }: { conversationId: string }) => ({ conversationId })],
] as const)('%s goes on while others want the files that go with it', async ([name, input]) => {
  const { id: conversationId } = await createConversation(user)
  for (let round = 0; round < ROUNDS; round++) {
    const files = await Promise.all(Array.from({ length: 8 }, () => uploadedFile(database, user)))
    // In the opposite of the order in which they are locked.
    const doomed = await messageWith(...files.sort().reverse())
    const [deleted, added] = await Promise.all([
      done(user, name, input(doomed as never), '__typename'),
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'b', fileIds: files }),
    ])
    expect(deleted).toEqual({ __typename: expect.stringMatching(/Payload$/) })
    expect(added.__typename).toMatch(/^(ValidationError|NotFoundError)$/)
  }
  expect(await contentsOf(user, conversationId)).toEqual([])
})

testOnServer('deleteFile goes on while others want the file', async () => {
  const { id: conversationId } = await createConversation(user)
  for (let round = 0; round < ROUNDS; round++) {
    const fileId = await uploadedFile(database, user)
    await messageWith(fileId)
    const want = () =>
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'b', fileIds: [fileId] })
    const [deleted, ...wanted] = await Promise.all([
      done(user, 'deleteFile', { fileId }, '__typename'),
      want(),
      want(),
      want(),
    ])
    expect(deleted.__typename).toBe('DeleteFilePayload')
    for (const { __typename } of wanted) expect(__typename).toMatch(/^(ValidationError|NotFoundError)$/)
  }
})

testOnServer('a preview comes while others want the file', async () => {
  const { id: conversationId } = await createConversation(user)
  const events = new EventHub(database.prisma, createLogger('silent'))
  onTestFinished(() => events[Symbol.asyncDispose]())
  for (let round = 0; round < ROUNDS; round++) {
    const fileId = await uploadedFile(database, user)
    await messageWith(fileId)
    const path = `previews/${newKey()}`
    await announce(database.prisma, path)
    const want = () =>
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: 'b', fileIds: [fileId] })
    const [given, ...wanted] = await Promise.all([
      givePreview({ prisma: database.prisma, events }, decodeId('File', fileId) as string, path, tellShown),
      want(),
      want(),
      want(),
    ])
    expect(given).toBe(true)
    for (const { __typename } of wanted) expect(__typename).toBe('ValidationError')
  }
})
