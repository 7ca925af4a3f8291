import { expect, test } from 'vitest'
import { createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const { url } = await testServer()

test('an object of which more is selected than a statement can hold is refused, not a fault', async () => {
  const user = await clientOf(url)
  const aliases = Array.from({ length: 1_700 }, (_, i) => `a${i}: owner { name }`).join(' ')
  const { body } = await user.send(`{ spaces { nodes { ${aliases} } } }`)
  expect(body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX')
})

test('an answer too large to be held at once is refused, and the server lives on', async () => {
  const user = await clientOf(url)
  const messages = Array.from({ length: 7 }, () => ({ role: 'USER', content: 'x'.repeat(1024 * 1024) }))
  const { id } = await createConversation(user, { messages })
  const read = (times: number) => {
    const aliases = Array.from({ length: times }, (_, i) => `a${i}: messages { nodes { content } }`)
    return user.send(`query ($id: ID!) { conversation(id: $id) { ${aliases.join(' ')} } }`, { id })
  }
  expect((await read(10)).body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX')
  const { data } = (await read(1)).body
  expect(data.conversation.a0.nodes).toHaveLength(7)
})

test('fragments that double each other are refused before they reach the database', async () => {
  const user = await clientOf(url)
  const doubling = Array.from({ length: 12 }, (_, i) => {
    const next = i < 11 ? `...f${i + 1}` : 'id'
    const twice = ['a', 'b'].map(
      (name) => `${name}: messages(first: 1) { nodes { conversation { ${next} } } }`,
    )
    return `fragment f${i} on Conversation { ${twice.join(' ')} }`
  })
  const { body } = await user.send(`{ conversations { nodes { ...f0 } } } ${doubling.join(' ')}`)
  expect(body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX')
})
