import { expect } from 'vitest'
import { openPage, serveEmptyPage, testInBrowser } from '../support/browser.ts'
import { testServer, tokenOf } from '../support/server.ts'

/** Pages of three origins. To a cookie they are all one site, whatever its SameSite: cookies know no ports. */
const [listed, neighbour] = [await serveEmptyPage(), await serveEmptyPage()]
const { url, database } = await testServer({ AUTH_COOKIE: 'session', CORS_ORIGINS: listed })

const everything = { get: 'ada', post: 'ada', form: 200, events: 'ada', socket: 'ada' }
const nothing = { get: 'unread', post: 'unread', form: 'opaque', events: 'lost', socket: 4403 }

testInBrowser.each([
  ['the server’s own', `${url}/health/live`, everything, 1],
  ['one that is listed', listed, { ...everything, form: 'opaque' }, 1],
  ['any other', neighbour, nothing, 0],
])('what a page can do with the session of its visitor: %s', async (_, address, expected, written) => {
  const page = await openPage()
  const cookie = { name: 'session', value: await tokenOf('ada'), httpOnly: true, sameSite: 'Strict' as const }
  await page.context().addCookies([{ ...cookie, url }])
  await page.goto(address)
  const space = `of ${address}`
  expect(await page.evaluate(tryEverything, { graphql: `${url}/graphql`, space })).toEqual(expected)
  expect(await database.prisma.space.count({ where: { name: space } })).toBe(written)
})

/** Runs in the page. */
async function tryEverything({ graphql, space }: { graphql: string; space: string }) {
  const query = '{ viewer { name } }'
  const search = new URLSearchParams({ query })
  const nameOf = async (response: Promise<Response>) => (await (await response).json()).data.viewer.name
  const credentials = 'include'
  const json = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  }
  const mutation = `mutation { createSpace(input: { name: "${space}" }) { __typename } }`

  const first = (events: EventSource) =>
    new Promise((resolve) => {
      events.addEventListener('next', ({ data }) => resolve(JSON.parse(data).data.viewer.name))
      events.addEventListener('error', () => resolve('lost'))
    }).finally(() => events.close())

  const whoIs = (socket: WebSocket) =>
    new Promise((resolve) => {
      socket.onopen = () => {
        socket.send(JSON.stringify({ type: 'connection_init' }))
      }
      socket.onmessage = ({ data }) => {
        const { type, payload } = JSON.parse(data)
        if (type === 'connection_ack')
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }))
        if (type === 'next') resolve(payload.data.viewer.name)
      }
      socket.onclose = ({ code }) => resolve(code)
    }).finally(() => socket.close())

  return {
    get: await nameOf(fetch(`${graphql}?${search}`, { credentials })).catch(() => 'unread'),
    post: await nameOf(fetch(graphql, { credentials, ...json })).catch(() => 'unread'),
    // As a form is sent: without asking first, and without reading what comes.
    form: await fetch(graphql, {
      method: 'POST',
      mode: 'no-cors',
      credentials,
      body: new URLSearchParams({ query: mutation }),
    }).then(({ type, status }) => (type === 'opaque' ? type : status)),
    events: await first(new EventSource(`${graphql}?${search}`, { withCredentials: true })),
    socket: await whoIs(new WebSocket(graphql.replace('http', 'ws'), 'graphql-transport-ws')),
  }
}
