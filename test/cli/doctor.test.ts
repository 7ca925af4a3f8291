import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { hasRedis, redisServer } from '../instances/redisServer.ts'
import { testFolder } from '../support/folder.ts'
import { issuer, makeKey, offering } from '../support/issuer.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { testStore } from '../support/s3Server.ts'
import { build, serve, stop, tertulia } from './tertulia.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })
beforeAll(build)

// Here and not in tests: what they start is ended after the file.
const DATA_DIR = await testFolder()
const keys = await issuer(offering(await makeKey()))
const store = await testStore()
const redis = hasRedis() ? await redisServer() : null
const template = inject('template')
const server = 'databaseUrl' in template ? template : null

/** What the doctor finds, by what it looked at: `status message`. */
async function examine(variables: Record<string, string>) {
  const { code, stdout } = await tertulia(['doctor', '--json'], { DATA_DIR, ...variables })
  const { ok, findings } = JSON.parse(stdout) as {
    ok: boolean
    findings: { subject: string; status: string; message: string }[]
  }
  expect({ ok, code }).toEqual(code === 0 ? { ok: true, code: 0 } : { ok: false, code: 1 })
  const of = (subject: string) =>
    findings.filter((each) => each.subject === subject).map(({ status, message }) => `${status} ${message}`)
  return { ok, of }
}

test('all is well where nothing is set', async () => {
  const { code, stdout } = await tertulia(['doctor'], { DATA_DIR })
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toEqual([
    expect.stringMatching(/^ok +configuration +/),
    expect.stringMatching(/^ok +tokens +/),
    expect.stringMatching(/^ok +database +the embedded database in .* is made at the first start$/),
    expect.stringMatching(/^ok +files +.*store takes, gives and removes bytes$/),
  ])
})

test('every variable that is wrong is named', async () => {
  const found = await examine({ PORT: 'abc', DATABASE_URL: 'mysql://x', S3_BUCKET: 'files' })
  expect(found.ok).toBe(false)
  expect(found.of('configuration')).toEqual([
    expect.stringMatching(/^problem PORT: /),
    expect.stringMatching(/^problem DATABASE_URL: /),
    expect.stringMatching(/^problem S3_REGION: /),
    expect.stringMatching(/^problem S3_ACCESS_KEY_ID: /),
    expect.stringMatching(/^problem S3_SECRET_ACCESS_KEY: /),
  ])
})

test('what cannot be reached is named, and what else is there is looked at all the same', async () => {
  const nobody = createServer().listen(0, '127.0.0.1')
  await once(nobody, 'listening')
  const { port } = nobody.address() as AddressInfo
  nobody.close()
  const found = await examine({
    DATABASE_URL: `postgresql://ana:secret@127.0.0.1:${port}/chat`,
    REDIS_URL: `redis://127.0.0.1:${port}`,
    AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys`,
    S3_ENDPOINT: `http://127.0.0.1:${port}`,
    S3_REGION: 'eu-central-1',
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  })
  expect(found.of('database')).toEqual([expect.stringMatching(`problem DATABASE_URL: .*127.0.0.1:${port}`)])
  expect(found.of('redis')).toEqual([expect.stringMatching(/^problem REDIS_URL: .*ECONNREFUSED/)])
  expect(found.of('tokens')).toEqual([expect.stringMatching(/^problem AUTH_JWKS_URL: /)])
  expect(found.of('files')).toEqual([expect.stringMatching(/^problem .*does not answer/)])
  expect(JSON.stringify(found.of('database'))).not.toContain('secret')
})

test('keys and a bucket that are there are found well', async () => {
  const found = await examine({ AUTH_JWKS_URL: keys.url, ...store.variables })
  expect(found.of('tokens')).toEqual([`ok the keys at ${keys.url} can be fetched`])
  expect(found.of('files')).toEqual([expect.stringMatching(/^ok /)])
  expect((await store.keys()).filter((key) => key.includes('doctor'))).toEqual([])
  const wrong = await examine({
    AUTH_JWKS_URL: keys.url,
    ...store.variables,
    S3_SECRET_ACCESS_KEY: 'another',
  })
  expect(wrong.of('files')).toEqual([expect.stringMatching(/^problem /)])
})

test('no secret in production is a problem, what only one instance can do without a warning', async () => {
  const found = await examine({ NODE_ENV: 'production' })
  expect(found.of('tokens')).toEqual([expect.stringMatching(/^problem AUTH_JWT_SECRET: must be set/)])
  expect(found.of('configuration')).toContainEqual(expect.stringMatching(/^warning PUBLIC_URL is not set/))
})

test('a folder that a server has is told to be in use', async () => {
  const folder = join(DATA_DIR, 'served')
  const serving = await serve({ DATA_DIR: folder })
  const found = await examine({ DATA_DIR: folder })
  expect(found.of('database')).toEqual([
    expect.stringMatching(`warning .*in use by process ${serving.process.pid}`),
  ])
  expect(await stop(serving)).toBe(0)
})

test.runIf(redis)('a Redis that is there is found well', async () => {
  expect((await examine({ REDIS_URL: redis?.url ?? '' })).of('redis')).toEqual([
    expect.stringMatching(/^ok /),
  ])
})

describe.runIf(server)('on PostgreSQL', () => {
  const { databaseUrl, name: template } = server ?? { databaseUrl: '', name: '' }

  async function databaseFrom(origin?: string): Promise<string> {
    const name = `tertulia_test_${randomUUID()}`
    await createDatabase(databaseUrl, name, origin)
    onTestFinished(() => dropDatabase(databaseUrl, name))
    return urlOf(databaseUrl, name)
  }

  test('a database that is up to date is found well', async () => {
    const url = await databaseFrom(template)
    const found = await examine({ DATABASE_URL: url, DATABASE_DIRECT_URL: url })
    expect(found.ok).toBe(true)
    expect(found.of('database')).toEqual([
      expect.stringMatching(/^ok PostgreSQL 1\d\./),
      'ok DATABASE_DIRECT_URL leads to the same database',
    ])
    expect(found.of('migrations')).toEqual(['ok all are applied'])
  })

  test('an empty one, and a direct URL that leads elsewhere, are not', async () => {
    const found = await examine({
      DATABASE_URL: await databaseFrom(),
      DATABASE_DIRECT_URL: await databaseFrom(),
    })
    expect(found.of('migrations')).toEqual([expect.stringMatching(/^problem .*run "tertulia migrate"/)])
    expect(found.of('database')).toContainEqual(
      expect.stringMatching(/^problem DATABASE_DIRECT_URL leads to another database/),
    )
  })
})
