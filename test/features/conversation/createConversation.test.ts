import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { meeting, testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, createSpace, freshId, mutate, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()

const countOf = (subject: string) => database.prisma.conversation.count({ where: { owner: { subject } } })

test('nothing is needed: it is untitled, active and empty, in the default space', async () => {
  const user = await clientOf(url)
  const { conversation } = await mutate(
    user,
    'createConversation',
    {},
    `conversation { id title externalId state isArchived isPinned agentId mode metadata version messageCount
      createdAt updatedAt lastMessageAt archivedAt trashedAt lastMessage { id } owner { name } space { isDefault } }`,
  )
  expect(conversation).toEqual({
    id: expect.stringMatching(/^conv_[0-9a-z]{26}$/),
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: conversation.createdAt,
    state: 'ACTIVE',
    isArchived: false,
    isPinned: false,
    version: 1,
    messageCount: 0,
    owner: { name: user.name },
    space: { isDefault: true },
    ...{ title: null, externalId: null, agentId: null, mode: null, metadata: null, lastMessage: null },
    ...{ lastMessageAt: null, archivedAt: null, trashedAt: null },
  })
})

test('everything that is given is kept', async () => {
  const user = await clientOf(url)
  const { id: spaceId } = await createSpace(user)
  const fields = {
    id: freshId('Conversation'),
    externalId: 'thread/42 🧵',
    isPinned: true,
    agentId: ' cook ',
    mode: 'fast',
    metadata: { a: [1, 'zwei', null, { c: true }], '': 1.5, ключ: '🔑' },
    createdAt: '2020-02-29T12:30:45.678Z',
  }
  expect(await createConversation(user, { ...fields, spaceId, title: ' Paella\u00a0' })).toMatchObject({
    ...fields,
    title: 'Paella',
    space: { id: spaceId },
    updatedAt: fields.createdAt,
    version: 1,
  })
})

test('null is as if it were left out', async () => {
  const fields = [
    'id',
    'externalId',
    'spaceId',
    'title',
    'isPinned',
    'agentId',
    'mode',
    'metadata',
    'messages',
  ]
  const input = Object.fromEntries([...fields, 'createdAt'].map((field) => [field, null]))
  expect(await createConversation(await clientOf(url), input)).toMatchObject({
    title: null,
    isPinned: false,
    messageCount: 0,
  })
})

test('a time with an offset is kept as the same moment in UTC', async () => {
  const createdAt = '2020-01-01T01:30:00.123999+02:00'
  expect(await createConversation(await clientOf(url), { createdAt })).toMatchObject({
    createdAt: '2019-12-31T23:30:00.123Z',
  })
})

test('255 characters of a title count as a person counts them, after trimming', async () => {
  const title = '🥘'.repeat(255)
  expect(await createConversation(await clientOf(url), { title: `  ${title}\n` })).toMatchObject({ title })
})

const NEXT_YEAR = new Date(Date.now() + 365 * 86_400_000).toISOString()

test.for<[string, object]>([
  ['title', { title: '' }],
  ['title', { title: ' \t ' }],
  ['title', { title: '🥘'.repeat(256) }],
  ['title', { title: 'a\nb' }],
  ['title', { title: 'a\u009fb' }],
  ['title', { title: 'a\0b' }],
  ['title', { title: 'a\ud83c' }],
  ['agentId', { agentId: '' }],
  ['agentId', { agentId: 'x'.repeat(256) }],
  ['mode', { mode: '' }],
  ['mode', { mode: '\0' }],
  ['metadata', { metadata: { a: 'x'.repeat(16 * 1024) } }],
  ['metadata', { metadata: { 'a\0': 1 } }],
  ['createdAt', { createdAt: NEXT_YEAR }],
  ['messages.1.createdAt', { messages: [{ role: 'USER' }, { role: 'USER', createdAt: NEXT_YEAR }] }],
  ['messages.0.status', { messages: [{ role: 'ASSISTANT', status: 'STREAMING' }] }],
  ['messages.0.id', { messages: [{ role: 'USER', id: 'nonsense' }] }],
  ['messages.0.content', { messages: [{ role: 'USER', content: 'a\0b' }] }],
  ['messages.1.externalId', { messages: [1, 2].map(() => ({ role: 'USER', externalId: 'one' })) }],
  ['messages.0.parts', { messages: [{ role: 'USER', content: 'a', parts: [{ text: { text: 'a' } }] }] }],
])('a wrong %s is refused by its name, and nothing written', async ([path, input]) => {
  const user = await clientOf(url)
  const result = await mutate(user, 'createConversation', input)
  expect(result).toMatchObject({
    __typename: 'ValidationError',
    code: 'VALIDATION_ERROR',
    issues: [{ path }],
  })
  expect(await countOf(user.name)).toBe(0)
})

test('all that is wrong is told at once', async () => {
  const input = { title: '', mode: '', messages: [{ role: 'USER', id: 'nonsense' }] }
  const { issues } = await mutate(await clientOf(url), 'createConversation', input)
  expect(issues.map(({ path }: { path: string }) => path).sort()).toEqual(['messages.0.id', 'mode', 'title'])
})

test.for([{ metadata: [1] }, { metadata: 'text' }, { metadata: 1 }])(
  '$metadata is no object',
  async (input) => {
    const user = await clientOf(url)
    const { body } = await user.send(
      'mutation ($input: CreateConversationInput!) { createConversation(input: $input) { __typename } }',
      { input },
    )
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
    expect(await countOf(user.name)).toBe(0)
  },
)

test("an unknown, a malformed and another user's space are not found, and nothing is written", async () => {
  const [user, owner] = [await clientOf(url), await clientOf(url)]
  const theirs = await createSpace(owner)
  for (const spaceId of [theirs.id, freshId('Space'), 'nonsense', freshId('Conversation'), ''])
    expect(await mutate(user, 'createConversation', { spaceId })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    })
  expect(await countOf(user.name)).toBe(0)
})

test('files of its messages are attached; one that cannot be undoes everything', async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const [mine, theirs] = [await uploadedFile(database, user), await uploadedFile(database, stranger)]
  const create = (fileIds: string[]) =>
    mutate(
      user,
      'createConversation',
      { messages: fileIds.map((id) => ({ role: 'USER', fileIds: [id] })) },
      'conversation { attachedFiles { nodes { id } } messages { nodes { files { id } } } }',
    )
  expect(await create([mine, theirs])).toMatchObject({ __typename: 'NotFoundError' })
  expect(await countOf(user.name)).toBe(0)
  const { conversation } = await create([mine])
  expect(conversation).toEqual({
    attachedFiles: { nodes: [{ id: mine }] },
    messages: { nodes: [{ files: [{ id: mine }] }] },
  })
  expect(await create([mine])).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages.0.fileIds.0' }],
  })
  expect(await countOf(user.name)).toBe(1)
})

test('a file cannot hang on two messages', async () => {
  const user = await clientOf(url)
  const fileIds = [await uploadedFile(database, user)]
  const messages = [1, 2].map(() => ({ role: 'USER', fileIds }))
  expect(await mutate(user, 'createConversation', { messages })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages.1.fileIds.0' }],
  })
  expect(await countOf(user.name)).toBe(0)
})

testOnServer('a space that is being deleted is not found, once it is gone', async () => {
  const user = await clientOf(url)
  const { id: spaceId } = await createSpace(user)
  const answers = await meeting(
    database.prisma,
    (transaction) => transaction.space.delete({ where: { id: decodeId('Space', spaceId) as string } }),
    Array(4).fill(() => mutate(user, 'createConversation', { spaceId })),
  )
  expect(answers).toMatchObject(Array(4).fill({ __typename: 'NotFoundError' }))
  expect(await countOf(user.name)).toBe(0)
})
