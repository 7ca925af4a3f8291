import { readFile } from 'node:fs/promises'
import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client'
import { loadDevMessages, loadErrorMessages } from '@apollo/client/dev'
import { relayStylePagination } from '@apollo/client/utilities'
import { buildSchema, isAbstractType } from 'graphql'
import { expect, test, vi } from 'vitest'
import type { Client as User } from '../support/client.ts'
import { bearer, testServer } from '../support/server.ts'
import { conversationOf, idsIn, messagesOfAllParts, rowIn, userWith } from './chat.ts'
import { expectSilence } from './console.ts'
import { DELETE, EDIT, HISTORY, RENAME, SAY, SIDEBAR } from './operations.ts'

// Apollo says nothing on the console unless told so before it is loaded.
vi.hoisted(() => Object.assign(globalThis, { __DEV__: true }))
loadDevMessages()
loadErrorMessages()

const { url } = await testServer()
const schema = buildSchema(await readFile('schema.graphql', 'utf8'))

const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
)

async function clientOf({ name }: User): Promise<ApolloClient> {
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { conversations: relayStylePagination(['filter', 'orderBy']) } },
      Conversation: { fields: { messages: relayStylePagination() } },
    },
  })
  return new ApolloClient({
    cache,
    link: new HttpLink({ uri: `${url}/graphql`, headers: await bearer(name) }),
  })
}

expectSilence()

test('pages forward become one list', async () => {
  const { user, ids } = await userWith(url, 7)
  const client = await clientOf(user)
  const query = { query: SIDEBAR, variables: { first: 3 } }
  await client.query(query)
  const list = client.watchQuery(query)
  for (const known of [3, 6, 7]) {
    const sidebar = client.readQuery(query)
    expect(idsIn(sidebar)).toEqual(ids.slice(0, known))
    const { hasNextPage, endCursor: after } = sidebar?.conversations.pageInfo ?? {}
    expect(hasNextPage).toBe(known < 7)
    await list.fetchMore({ variables: { after } })
  }
})

test('pages backward become one history, with every kind of part', async () => {
  const { user } = await userWith(url, 0)
  const id = await conversationOf(user, 'Climate', messagesOfAllParts)
  const client = await clientOf(user)
  const query = { query: HISTORY, variables: { id, last: 2 } }
  const newest = await client.query(query)
  const before = newest.data?.conversation?.messages.pageInfo.startCursor
  await client.watchQuery(query).fetchMore({ variables: { last: 3, before } })
  const edges = client.readQuery(query)?.conversation?.messages.edges ?? []
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
  await client.query({ query: SIDEBAR, variables: { first: 3 } })

  await client.mutate({ mutation: RENAME, variables: { input: { conversationId, title: 'Renamed' } } })
  await client.mutate({
    mutation: SAY,
    variables: { input: { conversationId, role: 'USER', content: 'Hello' } },
  })

  const sidebar = client.readQuery({ query: SIDEBAR, variables: { first: 3 } })
  expect(rowIn(sidebar, conversationId)).toMatchObject({
    title: 'Renamed',
    messageCount: 1,
    lastMessage: { content: 'Hello' },
  })
})

test('an edited message shows its new parts in the history', async () => {
  const { user } = await userWith(url, 0)
  const id = await conversationOf(user, 'Climate', messagesOfAllParts)
  const client = await clientOf(user)
  const history = await client.query({ query: HISTORY, variables: { id, last: 1 } })
  const messageId = history.data?.conversation?.messages.edges[0]?.node.id as string

  const input = { messageId, parts: [{ text: { text: 'Thanks' } }] }
  await client.mutate({ mutation: EDIT, variables: { input } })

  const edited = client.readQuery({ query: HISTORY, variables: { id, last: 1 } })
  expect(edited?.conversation?.messages.edges[0]?.node).toMatchObject({
    content: 'Thanks',
    parts: [{ text: 'Thanks' }],
  })
})

test('a conflict brings the object as it is now into the cache', async () => {
  const { user, ids } = await userWith(url, 1)
  const conversationId = ids[0] as string
  const client = await clientOf(user)
  await client.query({ query: SIDEBAR, variables: { first: 3 } })
  await user.data(RENAME, { input: { conversationId, title: 'Renamed elsewhere' } })

  const input = { conversationId, title: 'Renamed here', expectedVersion: 1 }
  const { data } = await client.mutate({ mutation: RENAME, variables: { input } })

  expect(data?.renameConversation?.__typename).toBe('ConflictError')
  const sidebar = client.readQuery({ query: SIDEBAR, variables: { first: 3 } })
  expect(rowIn(sidebar, conversationId)?.title).toBe('Renamed elsewhere')
})

test('a deleted conversation leaves the list', async () => {
  const { user, ids } = await userWith(url, 3)
  const client = await clientOf(user)
  await client.query({ query: SIDEBAR, variables: { first: 3 } })

  await client.mutate({
    mutation: DELETE,
    variables: { input: { conversationId: ids[1] as string } },
    update: (cache, { data }) => {
      const deleted = data?.deleteConversation
      if (deleted?.__typename === 'DeleteConversationPayload')
        cache.evict({ id: cache.identify({ __typename: 'Conversation', id: deleted.deletedConversationId }) })
    },
  })

  const sidebar = client.readQuery({ query: SIDEBAR, variables: { first: 3 } })
  expect(idsIn(sidebar)).toEqual([ids[0], ids[2]])
})
