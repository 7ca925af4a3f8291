import { expect, test } from 'vitest'
import { graphiqlTabs } from '../../src/server/graphiqlTabs.ts'
import { openPage, testInBrowser } from '../support/browser.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const { url, database } = await testServer()

testInBrowser('GraphiQL runs its first query as it stands, and asks nothing of any other site', async () => {
  const page = await openPage()
  const elsewhere: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== url) elsewhere.push(request.url())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })

  await page.goto(`${url}/graphql`)
  await page.getByRole('button', { name: 'Execute query' }).click()

  await page.locator('.graphiql-response').getByText('totalCount').waitFor()
  expect(await database.prisma.user.count({ where: { subject: 'demo' } })).toBe(1)
  expect({ elsewhere, complaints }).toEqual({ elsewhere: [], complaints: [] })
})

test('every query that it opens with runs as it stands, on an empty database and on a filled one', async () => {
  const { data } = await clientOf(url)
  for (const query of [...graphiqlTabs, ...graphiqlTabs]) {
    expect(JSON.stringify(await data(query))).not.toContain('"detail"')
  }
})

test('its answer forbids the page everything that it does not need', async () => {
  const { headers } = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
  expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'sha256-")
  expect(headers.get('cache-control')).toBe('no-store')
})
