import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { bearer, testServer } from '../support/server.ts'

const { url } = await testServer()
const { authorization } = await bearer('auditor')

const audits = serverAudits({
  url: `${url}/graphql`,
  fetchFn: (target: string, init: RequestInit = {}) =>
    fetch(target, { ...init, headers: { ...init.headers, authorization } }),
})

test('there are as many audits as there were', () => {
  expect(audits).toHaveLength(61)
})

test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_, audit) => {
  expect(await audit.fn()).toMatchObject({ status: 'ok' })
})
