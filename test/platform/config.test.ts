import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/platform/config.ts'

describe('the defaults', () => {
  test('of development: embedded, quiet, open to look around', () => {
    expect(loadConfig({})).toEqual({
      isProduction: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: undefined,
      dataDir: './data',
      authJwtSecret: undefined,
      redisUrl: undefined,
      trashRetention: 30 * 24 * 60 * 60 * 1000,
      eventRetention: 7 * 24 * 60 * 60 * 1000,
      streamTimeout: 10 * 60 * 1000,
      logLevel: 'warn',
      graphiql: true,
      introspection: true,
    })
  })

  test('of production: closed, and telling what happens', () => {
    expect(loadConfig({ NODE_ENV: 'production' })).toMatchObject({
      isProduction: true,
      logLevel: 'info',
      graphiql: false,
      introspection: false,
    })
  })
})

test('an empty variable counts as one that is not set', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '', AUTH_JWT_SECRET: '' })).toEqual(loadConfig({}))
})

test('what is off in production can be switched on, and what is on in development off', () => {
  const on = loadConfig({ NODE_ENV: 'production', GRAPHIQL: 'true', INTROSPECTION: '1' })
  expect(on).toMatchObject({ graphiql: true, introspection: true })
  const off = loadConfig({ GRAPHIQL: 'false', INTROSPECTION: '0' })
  expect(off).toMatchObject({ graphiql: false, introspection: false })
})

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['12h', 43_200_000],
  ['30d', 2_592_000_000],
])('a duration of %s', (text, ms) => {
  expect(loadConfig({ TRASH_RETENTION: text }).trashRetention).toBe(ms)
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['NODE_ENV', 'prod'],
  ['LOG_LEVEL', 'loud'],
  ['GRAPHIQL', 'yes'],
  ['TRASH_RETENTION', '30'],
  ['TRASH_RETENTION', '30 days'],
  ['TRASH_RETENTION', '-1d'],
  ['TRASH_RETENTION', '1d1h'],
  ['AUTH_JWT_SECRET', 'x'.repeat(31)],
])('%s=%s is refused in one line that names it', (name, value) => {
  const load = () => loadConfig({ [name]: value })
  expect(load).toThrow(new RegExp(`^${name}: [^\n]+$`))
})

test('a secret counts in bytes', () => {
  expect(loadConfig({ AUTH_JWT_SECRET: 'ß'.repeat(16) }).authJwtSecret).toHaveLength(16)
})
