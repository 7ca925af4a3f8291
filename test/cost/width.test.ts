import { expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const { url } = await testServer()

test('an object of which more is selected than a statement can hold is refused, not a fault', async () => {
  const user = await clientOf(url)
  const aliases = Array.from({ length: 1_700 }, (_, i) => `a${i}: owner { name }`).join(' ')
  const { body } = await user.send(`{ spaces { nodes { ${aliases} } } }`)
  expect(body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX')
})
