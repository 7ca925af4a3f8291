import { expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { fill } from './owned.ts'

/** JSON may also stand in the document itself, where no JSON parser has seen it. */

const { url, database } = await testServer()

async function configure(metadata: string, declarations = '', variables = {}) {
  const user = await clientOf(url)
  const { Conversation } = await fill(user, database, 'mine')
  const mutation = `mutation ${declarations} {
    configureConversation(input: { conversationId: "${Conversation}", metadata: ${metadata} }) {
      ... on ConfigureConversationPayload { conversation { metadata } }
      ... on ValidationError { issues { path } }
    }
  }`
  return (await user.data(mutation, variables)).configureConversation
}

test.each([
  ['{ then: 1, a: { then: "x", toJSON: 2 } }', '{ "then": 1, "a": { "then": "x", "toJSON": 2 } }'],
  [
    '{ a: ENUM, b: """say "it" now""", c: [1, [2.5, null]] }',
    '{ "a": "ENUM", "b": "say \\"it\\" now", "c": [1, [2.5, null]] }',
  ],
  ['{ __proto__: { a: 1 }, constructor: 2 }', '{ "__proto__": { "a": 1 }, "constructor": 2 }'],
])('%s is kept as the JSON that it is', async (literal, json) => {
  expect(await configure(literal)).toEqual({ conversation: { metadata: JSON.parse(json) } })
})

test('a variable may stand in it', async () => {
  const { conversation } = await configure('{ a: [$value] }', '($value: JSON)', { value: { b: 1 } })
  expect(conversation.metadata).toEqual({ a: [{ b: 1 }] })
})

test.each(['{ a: 1e400 }', '{ a: "\\u0000" }', `{ a: ${'['.repeat(32)}${']'.repeat(32)} }`])(
  '%s is refused',
  async (literal) => {
    expect(await configure(literal)).toEqual({ issues: [{ path: 'metadata' }] })
  },
)

test.each([
  ['a moment', 'RFC 3339', '{ conversations(filter: { createdAfter: "yesterday" }) { nodes { id } } }'],
  ['an object', 'JSON object', 'mutation { createConversation(input: { metadata: [1] }) { __typename } }'],
])('what is not %s is refused where it stands', async (_, why, operation) => {
  const { body } = await (await clientOf(url)).send(operation)
  expect(body.errors).toEqual([
    {
      message: expect.stringContaining(why),
      locations: [{ line: 1, column: expect.any(Number) }],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', requestId: expect.any(String) },
    },
  ])
})
