import { Client, fetchExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { getIntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
import type { Client as User } from '../support/client.ts'
import { bearer, post, testServer } from '../support/server.ts'
import { conversationOf, idsIn, messagesOfAllParts, rowIn, userWith } from './chat.ts'
import { expectSilence } from './console.ts'
import { DELETE, EDIT, HISTORY, RENAME, SAY, SIDEBAR } from './operations.ts'

const { url } = await testServer()
const introspection = await post(url, { query: getIntrospectionQuery({ descriptions: false }) })

const parts = ['Text', 'Reasoning', 'ToolCall', 'ToolResult', 'File', 'Source', 'Data']
const withoutId = [...parts.map((part) => `${part}Part`), 'ValidationIssue']

/** Configured as Graphcache's guide says; knowing the schema, it checks every document and answer against it. */
async function clientOf({ name }: User): Promise<Client> {
  const cache = cacheExchange({
    schema: introspection.body.data,
    keys: Object.fromEntries(withoutId.map((type) => [type, () => null])),
    resolvers: {
      Query: { conversations: relayPagination() },
      Conversation: { messages: relayPagination({ mergeMode: 'outwards' }) },
    },
    updates: {
      Mutation: {
        deleteConversation: (_result, { input }, store) =>
          store.invalidate({
            __typename: 'Conversation',
            id: (input as { conversationId: string }).conversationId,
          }),
      },
    },
  })
  const headers = await bearer(name)
  return new Client({
    url: `${url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [cache, fetchExchange],
  })
}

expectSilence()

test('pages forward become one list', async () => {
  const { user, ids } = await userWith(url, 7)
  const client = await clientOf(user)
  let after: string | null | undefined
  for (const known of [3, 6, 7]) {
    const { data, error } = await client.query(SIDEBAR, { first: 3, after })
    expect(error).toBeUndefined()
    expect(idsIn(data)).toEqual(ids.slice(0, known))
    after = data?.conversations.pageInfo.endCursor
    expect(data?.conversations.pageInfo.hasNextPage).toBe(known < 7)
  }
})

test('pages backward become one history, with every kind of part', async () => {
  const { user } = await userWith(url, 0)
  const id = await conversationOf(user, 'Climate', messagesOfAllParts)
  const client = await clientOf(user)
  const newest = await client.query(HISTORY, { id, last: 2 })
  const before = newest.data?.conversation?.messages.pageInfo.startCursor
  const all = await client.query(HISTORY, { id, last: 3, before })
  expect(all.error).toBeUndefined()
  const edges = all.data?.conversation?.messages.edges ?? []
  expect(edges.map(({ node }) => node.role)).toEqual(['USER', 'ASSISTANT', 'TOOL', 'ASSISTANT', 'USER'])
  expect(edges.flatMap(({ node }) => node.parts.map(({ __typename }) => __typename))).toEqual([
    'TextPart',
    'ReasoningPart',
    'ToolCallPart',
    'ToolResultPart',
    'TextPart',
    'SourcePart',
    'DataPart',
    'TextPart',
  ])
})

test('what a mutation answers shows wherever the object does', async () => {
  const { user, ids } = await userWith(url, 2)
  const conversationId = ids[1] as string
  const client = await clientOf(user)
  await client.query(SIDEBAR, { first: 3 })

  await client.mutation(RENAME, { input: { conversationId, title: 'Renamed' } })
  await client.mutation(SAY, { input: { conversationId, role: 'USER', content: 'Hello' } })

  expect(rowIn(client.readQuery(SIDEBAR, { first: 3 })?.data, conversationId)).toMatchObject({
    title: 'Renamed',
    messageCount: 1,
    lastMessage: { content: 'Hello' },
  })
})

test('an edited message shows its new parts in the history', async () => {
  const { user } = await userWith(url, 0)
  const id = await conversationOf(user, 'Climate', messagesOfAllParts)
  const client = await clientOf(user)
  const history = await client.query(HISTORY, { id, last: 1 })
  const messageId = history.data?.conversation?.messages.edges[0]?.node.id as string

  await client.mutation(EDIT, { input: { messageId, parts: [{ text: { text: 'Thanks' } }] } })

  const [edge] = client.readQuery(HISTORY, { id, last: 1 })?.data?.conversation?.messages.edges ?? []
  expect(edge?.node).toMatchObject({ content: 'Thanks', parts: [{ text: 'Thanks' }] })
})

test('a conflict brings the object as it is now into the cache', async () => {
  const { user, ids } = await userWith(url, 1)
  const conversationId = ids[0] as string
  const client = await clientOf(user)
  await client.query(SIDEBAR, { first: 3 })
  await user.data(RENAME, { input: { conversationId, title: 'Renamed elsewhere' } })

  const { data } = await client.mutation(RENAME, {
    input: { conversationId, title: 'Renamed here', expectedVersion: 1 },
  })

  expect(data?.renameConversation?.__typename).toBe('ConflictError')
  expect(rowIn(client.readQuery(SIDEBAR, { first: 3 })?.data, conversationId)?.title).toBe(
    'Renamed elsewhere',
  )
})

test('a refused input says what is wrong', async () => {
  const { user, ids } = await userWith(url, 1)
  const client = await clientOf(user)
  const { data } = await client.mutation(RENAME, { input: { conversationId: ids[0] as string, title: ' ' } })
  expect(data?.renameConversation).toMatchObject({
    __typename: 'ValidationError',
    code: 'VALIDATION_ERROR',
    issues: [{ path: 'title' }],
  })
})

test('a deleted conversation leaves the list', async () => {
  const { user, ids } = await userWith(url, 3)
  const client = await clientOf(user)
  await client.query(SIDEBAR, { first: 3 })

  await client.mutation(DELETE, { input: { conversationId: ids[1] as string } })

  const { data } = await client.query(SIDEBAR, { first: 3 })
  expect(idsIn(data)).toEqual([ids[0], ids[2]])
})
