import { expect, onTestFinished, test, vi } from 'vitest'
import { Load } from '../../src/server/limits/load.ts'
import { bearer, post, testServer } from '../support/server.ts'

const app = 'https://app.example'
const other = 'http://localhost:5173'
const { url, database } = await testServer({ CORS_ORIGINS: `${app}, ${other}` })
const closed = await testServer({}, database)
const headers = await bearer('ada')

/** What an answer gives a page of another site leave to do. */
const leave = (answered: Headers) =>
  Object.fromEntries([...answered].filter(([name]) => /^access-/.test(name)))

const preflight = (url: string, origin: string, path = '/graphql') =>
  fetch(url + path, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,x-of-a-client',
    },
  })

test.each([app, other])(
  'a page of %s, which is listed, may read what is answered, and send its cookies',
  async (origin) => {
    for (const query of ['{ viewer { name } }', '{', '{ nothing }']) {
      const answered = (await post(url, { query }, { ...headers, origin })).headers
      expect(leave(answered)).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': expect.stringContaining('X-Request-Id'),
      })
      expect(answered.get('vary')).toBe('Origin')
    }
    const refused = await post(url, { query: '{ viewer { name } }' }, { authorization: 'x', origin })
    expect([refused.status, leave(refused.headers)]).toMatchObject([
      401,
      { 'access-control-allow-origin': origin },
    ])
  },
)

test('a page may read that there is too much to do, and ask in advance all the same', async () => {
  const refuses = vi.spyOn(Load.prototype, 'refuses').mockReturnValue(true)
  onTestFinished(() => refuses.mockRestore())
  expect((await preflight(url, app)).status).toBe(204)
  const answered = await post(url, { query: '{ viewer { name } }' }, { ...headers, origin: app })
  expect([answered.status, Object.fromEntries(answered.headers)]).toMatchObject([
    503,
    {
      'access-control-allow-origin': app,
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
      'cache-control': 'no-store',
      'retry-after': '1',
      vary: 'Origin',
      'x-content-type-options': 'nosniff',
      'x-request-id': answered.body.errors[0].extensions.requestId,
    },
  ])
})

test.each([app, other])('a page of %s may ask in advance', async (origin) => {
  const answered = await preflight(url, origin)
  expect([answered.status, await answered.text()]).toEqual([204, ''])
  expect(leave(answered.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'authorization,content-type,x-of-a-client',
    'access-control-max-age': '7200',
  })
  expect(answered.headers.get('vary')).toBe('Origin')
})

test.each([
  'https://elsewhere.example',
  'http://app.example',
  'https://app.example:8443',
  'https://app.example.elsewhere.example',
  'https://sub.app.example',
  'https://APP.example',
  'https://app.example/',
  'https://app.example, http://localhost:5173',
  'null',
])('a page of %s is given no leave', async (origin) => {
  const answered = await post(url, { query: '{ viewer { name } }' }, { ...headers, origin })
  expect([answered.status, leave(answered.headers)]).toEqual([200, {}])
  expect(answered.headers.get('vary')).toBe('Origin')
  for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
    expect((await preflight(url, origin)).headers.has(name)).toBe(false)
})

test('where no site is listed, none is given leave', async () => {
  for (const origin of [app, closed.url, 'null']) {
    expect(
      leave((await post(closed.url, { query: '{ viewer { name } }' }, { ...headers, origin })).headers),
    ).toEqual({})
    expect((await preflight(closed.url, origin)).headers.has('access-control-allow-origin')).toBe(false)
  }
})

test('an OPTIONS that is no such question gives no leave, and runs nothing', async () => {
  const answered = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { ...headers, origin: app } })
  expect(answered.headers.has('access-control-allow-methods')).toBe(false)
  expect(answered.status).toBe(405)
})
