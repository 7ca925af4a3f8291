import { expect, test } from 'vitest'
import { createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { allNodes } from './allNodes.ts'

const { url } = await testServer()

const ONE_BY_ONE = `query ($id: ID!, $after: String) {
  conversation(id: $id) {
    messages(first: 1, after: $after) { nodes { content } pageInfo { hasNextPage endCursor } }
  }
}`

test('messages of the same millisecond are paged in the order they were given', async () => {
  const user = await clientOf(url)
  const nodes = ['c', 'a', 'd', 'b'].map((content) => ({ content }))
  const createdAt = '2026-01-01T00:00:00.001Z'
  const messages = nodes.map((node) => ({ role: 'USER', createdAt, ...node }))
  const { id } = await createConversation(user, { messages })
  expect(await allNodes(user, ONE_BY_ONE, { id }, (data) => data.conversation.messages)).toEqual(nodes)
})
