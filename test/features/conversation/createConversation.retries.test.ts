import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import {
  addMessage,
  conversation,
  createConversation,
  done,
  freshId,
  mutate,
  uploadedFile,
} from '../fixtures.ts'

const { url, database } = await testServer()
const { prisma } = database

test.for(['id', 'externalId'] as const)('the same %s again answers with it as it is by now', async (key) => {
  const user = await clientOf(url)
  const names = { id: freshId('Conversation'), externalId: 'thread-1' }
  const input = { title: 'First', messages: [{ role: 'USER', content: 'Hi' }] }
  await createConversation(user, { ...names, ...input })
  await done(user, 'renameConversation', { conversationId: names.id, title: 'Second' })
  await addMessage(user, { conversationId: names.id })
  const current = await conversation(user, names.id)
  expect(current).toMatchObject({ title: 'Second', version: 3, messageCount: 2 })

  expect(await createConversation(user, { [key]: names[key], ...input })).toEqual(current)
  expect(await conversation(user, names.id)).toEqual(current)
  expect(await prisma.conversation.count({ where: { owner: { subject: user.name } } })).toBe(1)
})

test.for<[string, object]>([
  ['another space', { spaceId: freshId('Space') }],
  ['a malformed space', { spaceId: 'nonsense' }],
  ['an empty title', { title: '' }],
  ['too much metadata', { metadata: { a: 'x'.repeat(20_000) } }],
  ['a time to come', { createdAt: '2999-01-01T00:00:00Z' }],
  ['a wrong message', { messages: [{ role: 'USER', id: 'nonsense', content: '\0' }] }],
  ['a file of nobody', { messages: [{ role: 'USER', fileIds: [freshId('File')] }] }],
  ['too many messages', { messages: Array(2001).fill({ role: 'USER' }) }],
])('a retry comes before any other check: %s', async ([, input]) => {
  const user = await clientOf(url)
  const made = await createConversation(user, { id: freshId('Conversation'), externalId: 'thread' })
  expect(await createConversation(user, { ...input, id: made.id })).toEqual(made)
  expect(await createConversation(user, { ...input, externalId: 'thread' })).toEqual(made)
})

test.for(['archiveConversation', 'trashConversation'])('a retry after %s finds it too', async (change) => {
  const user = await clientOf(url)
  const { id } = await createConversation(user, { externalId: 'thread' })
  const changed = (await done(user, change, { conversationId: id })).conversation
  expect(await createConversation(user, { externalId: 'thread' })).toEqual(changed)
})

test('an id that is there wins over an externalId that is not', async () => {
  const user = await clientOf(url)
  const made = await createConversation(user, { externalId: 'one' })
  expect(await createConversation(user, { id: made.id, externalId: 'two' })).toEqual(made)
})

test.for<[string, () => object]>([
  ['id', () => ({ id: freshId('Conversation') })],
  ['externalId', () => ({ externalId: 'thread' })],
])('20 calls at once with the same %s make one conversation, with its messages once', async ([, name]) => {
  const user = await clientOf(url)
  const input = { ...name(), messages: ['Hi', 'Ho'].map((content) => ({ role: 'USER', content })) }
  const made = await Promise.all(Array.from({ length: 20 }, () => createConversation(user, input)))
  expect(made).toEqual(Array(20).fill(made[0]))
  expect(made[0]).toMatchObject({ version: 1, messageCount: 2 })
  const owner = { subject: user.name }
  expect(await prisma.conversation.count({ where: { owner } })).toBe(1)
  expect(await prisma.message.count({ where: { conversation: { owner } } })).toBe(2)
})

test('so do 20 calls whose messages have ids and files', async () => {
  const user = await clientOf(url)
  const fileId = await uploadedFile(database, user)
  const message = { role: 'USER', id: freshId('Message'), externalId: 'm1', fileIds: [fileId] }
  const input = { id: freshId('Conversation'), messages: [message] }
  const made = await Promise.all(Array.from({ length: 20 }, () => createConversation(user, input)))
  expect(made).toEqual(Array(20).fill(made[0]))
  const files = await prisma.file.findMany({
    where: { owner: { subject: user.name } },
    include: { message: true },
  })
  expect(files).toMatchObject([{ message: { externalId: 'm1', position: 1 } }])
})

test('a retry reads and does not write', async () => {
  const user = await clientOf(url)
  const input = { id: freshId('Conversation'), title: 'Hello' }
  await createConversation(user, input)
  const statements = await statementsOf(() => createConversation(user, input))
  expect(statements.map(({ text }) => text).join()).not.toMatch(/INSERT|UPDATE/)
})

test("another user's id is a conflict that reveals nothing", async () => {
  const [owner, other] = [await clientOf(url), await clientOf(url)]
  const taken = await createConversation(owner, { title: 'Secret', externalId: 'secret' })
  const result = await mutate(other, 'createConversation', { id: taken.id, title: '' })
  expect(result).toMatchObject({ __typename: 'ConflictError', code: 'CONFLICT', current: null })
  expect(JSON.stringify(result)).not.toContain('ecret')
  expect(await conversation(owner, taken.id)).toEqual(taken)
  expect(await prisma.conversation.count({ where: { owner: { subject: other.name } } })).toBe(0)
})

test("a user's key is taken: under it, a conversation would write into the log of the user's lists", async () => {
  const [owner, other] = [await clientOf(url), await clientOf(url)]
  const { id: conversationId } = await createConversation(owner)
  const { viewer } = await owner.data('{ viewer { id } }')
  const id = viewer.id.replace('user_', 'conv_')
  for (const user of [owner, other]) {
    const result = await mutate(user, 'createConversation', { id })
    expect(result).toMatchObject({ __typename: 'ConflictError', current: null })
  }
  await done(owner, 'renameConversation', { conversationId, title: 'Still there' })
})

test('of 20 users who choose the same id at once one gets it', async () => {
  const users = await Promise.all(Array.from({ length: 20 }, () => clientOf(url)))
  const id = freshId('Conversation')
  const results = await Promise.all(users.map((user) => mutate(user, 'createConversation', { id })))
  const [made, ...others] = results.sort((a, b) => (a.__typename > b.__typename ? -1 : 1))
  expect(made).toMatchObject({ __typename: 'CreateConversationPayload', conversation: { id } })
  for (const other of others) expect(other).toMatchObject({ __typename: 'ConflictError', current: null })
})

test("another user's externalId is nobody else's business", async () => {
  const [one, two] = [await clientOf(url), await clientOf(url)]
  const first = await createConversation(one, { externalId: 'thread' })
  const second = await createConversation(two, { externalId: 'thread' })
  expect(second.id).not.toBe(first.id)
})

test('a message id that is taken elsewhere is a conflict, and nothing is written', async () => {
  const [user, other] = [await clientOf(url), await clientOf(url)]
  for (const owner of [user, other]) {
    const { id: conversationId } = await createConversation(owner)
    const taken = await addMessage(owner, { conversationId })
    const messages = [{ role: 'USER' }, { role: 'USER', id: taken.id }]
    expect(await mutate(user, 'createConversation', { externalId: 'new', messages })).toMatchObject({
      __typename: 'ConflictError',
      current: null,
    })
  }
  expect(
    await prisma.conversation.count({ where: { externalId: 'new', owner: { subject: user.name } } }),
  ).toBe(0)
})

test('a conversation deleted for good gives its names free', async () => {
  const user = await clientOf(url)
  const names = { id: freshId('Conversation'), externalId: 'thread' }
  await createConversation(user, { ...names, title: 'Old' })
  await done(user, 'deleteConversation', { conversationId: names.id }, 'deletedConversationId')
  expect(await createConversation(user, names)).toMatchObject({ ...names, title: null, version: 1 })
})

test('an id that is given free while it is asked for makes a conversation that can be changed', async () => {
  const user = await clientOf(url)
  const id = freshId('Conversation')
  await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      i % 2
        ? mutate(user, 'createConversation', { id })
        : mutate(user, 'deleteConversation', { conversationId: id }, 'deletedConversationId'),
    ),
  )
  await createConversation(user, { id })
  await done(user, 'renameConversation', { conversationId: id, title: 'Mine' })
})

test('any version of UUID is taken for an id', async () => {
  const id = 'conv_2v3r6g8p4c9e0stjz5m1n7q8hk'
  expect(await createConversation(await clientOf(url), { id })).toMatchObject({ id })
})

test.for([
  ['id', 'nonsense'],
  ['id', ''],
  ['id', freshId('Space')],
  ['id', freshId('Conversation').toUpperCase()],
  ['id', 'conv_zzzzzzzzzzzzzzzzzzzzzzzzzz'],
  ['externalId', ''],
  ['externalId', '🧵'.repeat(256)],
  ['externalId', 'a\0b'],
  ['externalId', 'a\ud83c'],
])('a malformed %s is refused by its name: %j', async ([path, value]) => {
  const user = await clientOf(url)
  const result = await mutate(user, 'createConversation', { [path as string]: value })
  expect(result).toMatchObject({ __typename: 'ValidationError', issues: [{ path }] })
  expect(await prisma.conversation.count({ where: { owner: { subject: user.name } } })).toBe(0)
})
