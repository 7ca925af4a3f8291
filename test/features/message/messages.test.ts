import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, done, freshId, reachable } from '../fixtures.ts'
import { conversationWith, message } from './fixtures.ts'

const { url } = await testServer()
const user = await clientOf(url)

/** A page of a conversation's messages: their contents and the page's info. */
async function page(id: string, args: string) {
  const { conversation } = await user.data(
    `query ($id: ID!) { conversation(id: $id) { messages${args} {
      totalCount edges { cursor node { content } } nodes { content }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } } }`,
    { id },
  )
  const { edges, nodes, pageInfo, totalCount } = conversation.messages
  const contents = edges.map(({ node }: { node: { content: string } }) => node.content)
  expect(nodes).toEqual(edges.map(({ node }: { node: object }) => node))
  expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
    edges.at(0)?.cursor ?? null,
    edges.at(-1)?.cursor ?? null,
  ])
  return { contents: contents.join(' '), totalCount, ...pageInfo }
}

test('messages come oldest first, and from the end with last', async () => {
  const { id } = await conversationWith(user, 'a', 'b', 'c')
  expect(await page(id, '')).toMatchObject({
    contents: 'a b c',
    totalCount: 3,
    hasNextPage: false,
    hasPreviousPage: false,
  })
  expect(await page(id, '(first: 2)')).toMatchObject({
    contents: 'a b',
    hasNextPage: true,
    hasPreviousPage: false,
  })
  expect(await page(id, '(last: 2)')).toMatchObject({
    contents: 'b c',
    hasNextPage: false,
    hasPreviousPage: true,
  })
})

test('a conversation without messages has an empty page, and no last message', async () => {
  const { id } = await createConversation(user)
  expect(await page(id, '')).toEqual({
    contents: '',
    totalCount: 0,
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  })
})

test('messages of one millisecond, or written in another order than they stand in, page by their places', async () => {
  const times = [
    '2024-01-01T00:00:00.000Z',
    '2024-01-01T00:00:00.000Z',
    '2020-01-01T00:00:00Z',
    '2023-01-01T00:00:00Z',
  ]
  const messages = times.map((createdAt, index) => ({ role: 'USER', content: `${index}`, createdAt }))
  const { id } = await createConversation(user, { messages })
  const read = []
  let after: string | undefined
  for (const _ of messages) {
    const next = await page(id, `(first: 1${after ? `, after: "${after}"` : ''})`)
    read.push([next.contents, next.hasPreviousPage, next.hasNextPage])
    after = next.endCursor
  }
  expect(read).toEqual([
    ['0', false, true],
    ['1', true, true],
    ['2', true, true],
    ['3', true, false],
  ])
})

test('a page goes on where its cursor was, when the row of the cursor is deleted and others come', async () => {
  const { id, messages } = await conversationWith(user, 'a', 'b', 'c', 'd')
  const { endCursor } = await page(id, '(first: 2)')
  await done(user, 'deleteMessage', { messageId: messages[1].id }, 'deletedMessageId')
  expect(await page(id, `(first: 2, after: "${endCursor}")`)).toMatchObject({
    contents: 'c d',
    hasPreviousPage: true,
    hasNextPage: false,
  })
  expect(await page(id, `(last: 2, before: "${endCursor}")`)).toMatchObject({
    contents: 'a',
    hasPreviousPage: false,
    hasNextPage: true,
  })
})

test("a cursor of another conversation's messages is no cursor of these", async () => {
  const { id } = await conversationWith(user, 'a', 'b')
  const other = await conversationWith(user, 'c', 'd')
  const { endCursor } = await page(other.id, '(first: 1)')
  const { body } = await user.send(
    `query ($id: ID!, $after: String) { conversation(id: $id) { messages(after: $after) { nodes { id } } } }`,
    { id, after: endCursor },
  )
  expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})

test('the last message is the one in the last place', async () => {
  const { id, messages } = await conversationWith(user, 'a', 'b')
  const { conversation } = await user.data(
    'query ($id: ID!) { conversation(id: $id) { lastMessageAt lastMessage { id createdAt } } }',
    { id },
  )
  expect(conversation.lastMessage.id).toBe(messages[1].id)
  expect(conversation.lastMessageAt).toBe(conversation.lastMessage.createdAt)
})

test('a message knows its conversation, and nobody else knows the message', async () => {
  const { id, messages } = await conversationWith(user, 'a')
  const data = await user.data(
    'query ($id: ID!) { message(id: $id) { id conversation { id } } node(id: $id) { ... on Message { content } } }',
    { id: messages[0].id },
  )
  expect(data).toEqual({ message: { id: messages[0].id, conversation: { id } }, node: { content: 'a' } })
  const stranger = await clientOf(url)
  expect(await message(stranger, messages[0].id)).toBeNull()
  expect(await reachable(stranger, [messages[0].id])).toEqual([null])
})

test('no id of anything else, or of nothing, is a message’s', async () => {
  const { id } = await conversationWith(user, 'a')
  for (const other of [id, freshId('Message'), 'msg_', 'nonsense', ''])
    expect(await message(user, other)).toBeNull()
})
