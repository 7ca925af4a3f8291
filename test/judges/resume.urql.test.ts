import { getIntrospectionQuery } from 'graphql'
import { test } from 'vitest'
import { CONVERSATION } from '../../docs/examples/conversation.ts'
import { urqlClient, watchWithUrql } from '../../docs/examples/urql.ts'
import { bearer, post, testServer } from '../support/server.ts'
import { expectSilence } from './console.ts'
import { expectToResume } from './resume.ts'
import { socketTo } from './socket.ts'

const server = await testServer()
const introspection = await post(server.url, { query: getIntrospectionQuery({ descriptions: false }) })

expectSilence()

test('urql shows what the server has, also after its connection was lost', async () => {
  await expectToResume(server, async (line, user, id) => {
    const socket = await socketTo(line.url, user)
    const client = urqlClient(
      `${server.url}/graphql`,
      socket,
      await bearer(user.name),
      introspection.body.data,
    )
    const watch = () => watchWithUrql(client, id, watch)
    await watch()
    return () => client.readQuery(CONVERSATION, { id })?.data.conversation
  })
})
