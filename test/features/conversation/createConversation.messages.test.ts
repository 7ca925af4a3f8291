import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import { createConversation, freshId, MESSAGE, mutate, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()

const talk = (length: number) =>
  Array.from({ length }, (_, i) => ({ role: i % 2 ? 'ASSISTANT' : 'USER', content: `Line ${i}` }))

test('messages are stored in their order, whatever their clocks say', async () => {
  const user = await clientOf(url)
  const given = [
    { role: 'SYSTEM', content: 'Be kind.', createdAt: '2020-01-03T00:00:00.000Z' },
    {
      role: 'USER',
      content: 'Hi',
      createdAt: '2020-01-01T00:00:00.000Z',
      externalId: 'a',
      metadata: { a: 1 },
    },
    { role: 'ASSISTANT', content: 'Ho', createdAt: '2020-01-02T00:00:00.000Z', status: 'CANCELLED' },
    { role: 'TOOL', createdAt: '2020-01-01T00:00:00.000Z', id: freshId('Message') },
  ]
  const { conversation } = await mutate(
    user,
    'createConversation',
    { messages: given },
    `conversation { version messageCount lastMessageAt lastMessage { role } messages { nodes { ${MESSAGE} } } }`,
  )
  const { nodes } = conversation.messages
  expect(nodes).toMatchObject(given.map((message) => ({ content: '', status: 'COMPLETE', ...message })))
  const positions = nodes.map(({ position }: { position: number }) => position)
  expect(positions).toEqual([...new Set(positions as number[])].sort((a, b) => a - b))
  expect(nodes.map(({ author }: { author: unknown }) => author)).toEqual([
    { name: user.name },
    { name: user.name },
    null,
    null,
  ])
  expect(conversation).toMatchObject({
    version: 1,
    messageCount: 4,
    lastMessageAt: '2020-01-01T00:00:00.000Z',
    lastMessage: { role: 'TOOL' },
  })
})

test('1, 10 and 500 messages take the same number of statements', async () => {
  const user = await clientOf(url)
  await createConversation(user)
  const countFor = async (length: number) => {
    const input = { id: freshId('Conversation'), messages: talk(length) }
    return (await statementsOf(() => createConversation(user, input))).length
  }
  const counts = [await countFor(1), await countFor(10), await countFor(500)]
  // The look for a retry, the write and the look for an older log, in a transaction, and the read of the answer.
  expect(counts).toEqual([6, 6, 6])
})

test('so do 1, 10 and 500 messages with files', async () => {
  const user = await clientOf(url)
  const countFor = async (length: number) => {
    const files = await Promise.all(Array.from({ length }, () => uploadedFile(database, user)))
    const messages = files.map((id) => ({ role: 'USER', fileIds: [id] }))
    return (await statementsOf(() => createConversation(user, { messages }))).length
  }
  const [one, ten, many] = [await countFor(1), await countFor(10), await countFor(500)]
  expect(one).toBeLessThan(10)
  expect([ten, many]).toEqual([one, one])
})

test('2,000 messages and 8 MiB are accepted', async () => {
  const user = await clientOf(url)
  const content = 'x'.repeat((8 * 1024 * 1024) / 2000)
  const messages = Array.from({ length: 2000 }, (_, i) => ({ role: 'USER', content: `${i}: ${content}` }))
  const { id, messageCount } = await createConversation(user, { messages })
  expect(messageCount).toBe(2000)
  expect(await lastOf(user, id)).toEqual({ content: messages[1999]?.content })
})

test('2,001 messages are refused, and nothing is written', async () => {
  const user = await clientOf(url)
  expect(await mutate(user, 'createConversation', { messages: talk(2001) })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'messages' }],
  })
  expect(await database.prisma.conversation.count({ where: { owner: { subject: user.name } } })).toBe(0)
})

const lastOf = async (user: Client, id: string) =>
  (await user.data(`query ($id: ID!) { conversation(id: $id) { lastMessage { content } } }`, { id }))
    .conversation.lastMessage
