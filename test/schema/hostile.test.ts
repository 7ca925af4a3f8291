import { expect, test } from 'vitest'
import { clientOf } from '../support/client.ts'
import { bearer, testServer } from '../support/server.ts'
import { hostileValues } from './hostileValues.ts'
import { fill } from './owned.ts'
import { places } from './places.ts'

/** Nothing that a client puts anywhere in the schema is a fault, or brings words from within to light. */

const { url, database } = await testServer()

const fromWithin =
  /prisma|postgres|pglite|sqlstate|syntax|constraint|relation "|node_modules|\.[jt]s:\d|TypeError|undefined/i

const MARK = 'here comes the value'

/** Each argument and input field once, however many operations come to it. */
const distinct = [...new Map(places.map((place) => [place.declared, place])).values()]

test.each(distinct.map((place) => [place.name, place] as const))('%s takes anything', async (_, place) => {
  const user = await clientOf(url)
  const ids = await fill(user, database, 'mine')
  const headers = { 'content-type': 'application/json', ...(await bearer(user.name)) }
  const operation = JSON.stringify({
    query: place.operation.query,
    variables: place.variables(MARK, ids),
  })
  const faults: string[] = []
  for (const value of hostileValues(place)) {
    const body = operation.replace(`"${MARK}"`, () => value)
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
    const text = await response.text()
    const codes = (JSON.parse(text).errors ?? []).map(codeOf)
    if (
      response.status >= 500 ||
      codes.some((code: string) => code !== 'BAD_USER_INPUT') ||
      fromWithin.test(text)
    )
      faults.push(`${response.status} ${text.slice(0, 1_000)} for ${value.slice(0, 200)}`)
  }
  expect(faults).toEqual([])
})

const codeOf = (error: { extensions: { code: string } }) => error.extensions.code
