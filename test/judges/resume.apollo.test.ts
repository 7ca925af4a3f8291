import { readFile } from 'node:fs/promises'
import { loadDevMessages, loadErrorMessages } from '@apollo/client/dev'
import { buildSchema, isAbstractType } from 'graphql'
import { test, vi } from 'vitest'
import { apolloClient, conversationQuery, watchWithApollo } from '../../docs/examples/apollo.ts'
import type { Conversation } from '../../docs/examples/conversation.ts'
import { bearer, testServer } from '../support/server.ts'
import { expectSilence } from './console.ts'
import { expectToResume } from './resume.ts'
import { socketTo } from './socket.ts'

// Apollo says nothing on the console unless told so before it is loaded.
vi.hoisted(() => Object.assign(globalThis, { __DEV__: true }))
loadDevMessages()
loadErrorMessages()

const server = await testServer()
const schema = buildSchema(await readFile('schema.graphql', 'utf8'))
const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
)

expectSilence()

test('Apollo Client shows what the server has, also after its connection was lost', async () => {
  await expectToResume(server, async (line, user, id) => {
    const socket = await socketTo(line.url, user)
    const client = apolloClient(`${server.url}/graphql`, socket, await bearer(user.name), possibleTypes)
    const watch = () => watchWithApollo(client, id, watch)
    await watch()
    const query = { query: conversationQuery, variables: { id } }
    return () => client.readQuery<{ conversation: Conversation }>(query)?.conversation
  })
})
