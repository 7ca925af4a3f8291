import { expect, test } from 'vitest'
import { type Client, clientOf } from '../support/client.ts'
import { bearer, testServer } from '../support/server.ts'
import { firstAnswer, isSubscription } from './firstAnswer.ts'
import { hostileValues } from './hostileValues.ts'
import { fill } from './owned.ts'
import { places, type SampleIds } from './places.ts'

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
  const operation = JSON.stringify({
    query: place.operation.query,
    variables: place.variables(MARK, ids),
  })
  const send = isSubscription(place.operation) ? overSocket : overHttp
  const faults: string[] = []
  for (const value of hostileValues(place)) {
    const body = operation.replace(`"${MARK}"`, () => value)
    const { status, text, allowed } = await send(user, ids, body)
    const codes = (JSON.parse(text).errors ?? []).map(codeOf)
    if (status >= 500 || codes.some((code: string) => !allowed.includes(code)) || fromWithin.test(text))
      faults.push(`${status} ${text.slice(0, 1_000)} for ${value.slice(0, 200)}`)
  }
  expect(faults).toEqual([])
})

async function overHttp(user: Client, _ids: SampleIds, body: string) {
  const headers = { 'content-type': 'application/json', ...(await bearer(user.name)) }
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body })
  return { status: response.status, text: await response.text(), allowed: ['BAD_USER_INPUT'] }
}

async function overSocket(user: Client, ids: SampleIds, body: string) {
  const text = JSON.stringify(await firstAnswer(url, user, ids, body))
  return { status: 200, text, allowed: ['BAD_USER_INPUT', 'NOT_FOUND'] }
}

const codeOf = (error: { extensions: { code: string } }) => error.extensions.code
