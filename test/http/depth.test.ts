import { expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const { url } = await testServer()

const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels)

test.each([
  ['selections', `{ a${nested('{a', '}', 20_000)} }`],
  ['types', `query ($a: ${nested('[', ']', 20_000).replace('[]', '[Int]')}) { __typename }`],
  [
    'values',
    `mutation { createConversation(input: { metadata: { a: ${nested('[', ']', 20_000)} } }) { __typename } }`,
  ],
])('a document whose %s are nested without end is refused, and the server goes on', async (_, query) => {
  const user = await clientOf(url)
  const { status, body } = await user.send(query)
  expect(status).toBe(400)
  expect(body.errors[0].extensions.code).toMatch(/^(QUERY_TOO_COMPLEX|GRAPHQL_PARSE_FAILED)$/)
  expect(await user.data('{ viewer { name } }')).toEqual({ viewer: { name: user.name } })
})
