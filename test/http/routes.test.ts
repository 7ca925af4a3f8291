import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { post, testServer } from '../support/server.ts'

const { url, database } = await testServer()
const production = await testServer({ NODE_ENV: 'production' }, database)

const get = (path: string, headers = {}) => fetch(url + path, { headers, redirect: 'manual' })

test('the process is live and the database is ready', async () => {
  expect((await get('/health/live')).status).toBe(200)
  expect((await get('/health/ready')).status).toBe(200)
})

/** The embedded database has one connection, which nobody keeps for as long. */
test.runIf(process.env.DATABASE_URL)('it stays ready while others have all the connections', async () => {
  let isOver = false
  const sleeping = Array.from({ length: 10 }, () => database.prisma.$executeRaw`SELECT pg_sleep(3)`)
  const over = Promise.all(sleeping).finally(() => {
    isOver = true
  })
  while (!isOver) {
    const { status } = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) })
    expect(status).toBe(200)
    await setTimeout(50)
  }
  await over
})

test('it is not ready for a database of another version', async () => {
  await database.prisma.$executeRaw`
    INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
    VALUES ('later', '', '99990101000000_later', now(), 1)`
  // It looks each second.
  await expect.poll(async () => (await get('/health/ready')).status, { timeout: 5_000 }).toBe(503)
  expect((await (await get('/health/ready')).json()).reason).toContain('99990101000000_later')
  expect((await get('/health/live')).status).toBe(200)
  await database.prisma.$executeRaw`DELETE FROM _prisma_migrations WHERE id = 'later'`
})

test('what does not exist is not found', async () => {
  for (const path of ['/x', '/graphql/x', '//graphql', '/health', '/%2e%2e/etc/passwd']) {
    expect([path, (await get(path)).status]).toEqual([path, 404])
  }
})

test('the root leads people to GraphiQL, where there is one', async () => {
  const response = await get('/')
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql'])
  expect((await fetch(production.url)).status).toBe(404)
  const page = await fetch(`${production.url}/graphql`, { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-type')).not.toContain('text/html')
})

test('every answer carries the request’s id: the client’s own where it is a plain one', async () => {
  const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/
  expect((await get('/x')).headers.get('x-request-id')).toMatch(uuid)
  expect((await get('/x', { 'x-request-id': 'My-id_1.2' })).headers.get('x-request-id')).toBe('My-id_1.2')
  for (const id of ['x'.repeat(65), 'a b', '{}']) {
    expect((await get('/x', { 'x-request-id': id })).headers.get('x-request-id')).toMatch(uuid)
  }
})

test('an error names the id of its request', async () => {
  for (const operation of [{ query: '{' }, { query: '{ nothing }' }, { query: '{ viewer { name } }' }]) {
    const { headers, body } = await post(url, operation)
    expect(body.errors[0].extensions.requestId).toBe(headers.get('x-request-id'))
  }
})
