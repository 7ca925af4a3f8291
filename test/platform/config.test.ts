import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/platform/config.ts'

describe('the defaults', () => {
  test('of development: embedded, quiet, open to look around', () => {
    expect(loadConfig({})).toEqual({
      isProduction: false,
      host: '127.0.0.1',
      port: 4000,
      metricsPort: undefined,
      databaseUrl: undefined,
      databaseDirectUrl: undefined,
      databasePoolSize: 10,
      databaseNamedStatements: true,
      dataDir: './data',
      authJwtSecret: undefined,
      authJwksUrl: undefined,
      authJwtPublicKey: undefined,
      authIssuer: undefined,
      authAudience: undefined,
      authCookie: undefined,
      corsOrigins: [],
      redisUrl: undefined,
      publicUrl: undefined,
      maxUploadBytes: 100 * 1024 * 1024,
      maxMultipartBytes: 8 * 1024 * 1024,
      fileUrlLifetime: 15 * 60 * 1000,
      trashRetention: 30 * 24 * 60 * 60 * 1000,
      eventRetention: 7 * 24 * 60 * 60 * 1000,
      streamTimeout: 10 * 60 * 1000,
      s3: null,
      logLevel: 'warn',
      maxCost: 100_000,
      showCost: false,
      rateLimits: { requests: 0, appends: 0 },
      proxies: 0,
      graphiql: true,
      introspection: true,
      tracing: false,
    })
  })

  test('of production: closed, and telling what happens', () => {
    expect(loadConfig({ NODE_ENV: 'production' })).toMatchObject({
      isProduction: true,
      logLevel: 'info',
      rateLimits: { requests: 100, appends: 6_000 },
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
  ['METRICS_PORT', '65536'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['DATABASE_URL', 'postgresql://ana:sec#ret@:x'],
  ['DATABASE_DIRECT_URL', 'localhost/x'],
  ['DATABASE_POOL_SIZE', '0'],
  ['DATABASE_POOL_SIZE', '1001'],
  ['DATABASE_NAMED_STATEMENTS', 'off'],
  ['NODE_ENV', 'prod'],
  ['LOG_LEVEL', 'loud'],
  ['GRAPHIQL', 'yes'],
  ['TRASH_RETENTION', '30'],
  ['TRASH_RETENTION', '30 days'],
  ['TRASH_RETENTION', '-1d'],
  ['TRASH_RETENTION', '1d1h'],
  ['PUBLIC_URL', 'chat.example.org'],
  ['PUBLIC_URL', 'ftp://chat.example.org'],
  ['MAX_UPLOAD_BYTES', '100 MB'],
  ['MAX_UPLOAD_BYTES', '2147483648'],
  ['FILE_URL_LIFETIME', '15'],
  ['AUTH_JWT_SECRET', 'x'.repeat(31)],
  ['AUTH_JWKS_URL', 'issuer.example/keys'],
  ['AUTH_JWKS_URL', 'file:///keys.json'],
  ['AUTH_COOKIE', 'a b'],
  ['AUTH_COOKIE', 'session='],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'null'],
  ['CORS_ORIGINS', 'app.example'],
  ['CORS_ORIGINS', 'https://app.example/'],
  ['CORS_ORIGINS', 'https://app.example/path'],
  ['CORS_ORIGINS', 'https://*.app.example'],
  ['CORS_ORIGINS', 'https://App.example'],
  ['CORS_ORIGINS', 'https://app.example:443'],
  ['CORS_ORIGINS', 'https://me@app.example'],
  ['CORS_ORIGINS', 'ws://app.example'],
  ['CORS_ORIGINS', 'https://app.example,'],
  ['CORS_ORIGINS', 'https://app.example https://two.example'],
  ['FILE_URL_LIFETIME', '8d'],
])('%s=%s is refused in one line that names it', (name, value) => {
  const load = () => loadConfig({ [name]: value })
  expect(load).toThrow(new RegExp(`^${name}: [^\n]+$`))
})

test('a public URL is taken without the slash at its end', () => {
  const { publicUrl } = loadConfig({ PUBLIC_URL: 'https://chat.example.org/api/' })
  expect(publicUrl).toBe('https://chat.example.org/api')
})

test('a secret counts in bytes', () => {
  expect(loadConfig({ AUTH_JWT_SECRET: 'ß'.repeat(16) }).authJwtSecret).toHaveLength(16)
})

test('origins stand in a list', () => {
  const list = ['https://app.example', 'http://localhost:5173', 'http://[::1]:3000']
  expect(loadConfig({ CORS_ORIGINS: list.join(',') }).corsOrigins).toEqual(list)
  expect(loadConfig({ CORS_ORIGINS: ` ${list.join(' , ')} ` }).corsOrigins).toEqual(list)
})

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_EXPORTER: 'none' }, false],
])('%j asks for traces: %s', (variables, tracing) => {
  expect(loadConfig(variables).tracing).toBe(tracing)
})

test.each([
  ['AUTH_JWT_SECRET', 'AUTH_JWKS_URL'],
  ['AUTH_JWT_SECRET', 'AUTH_JWT_PUBLIC_KEY'],
  ['AUTH_JWKS_URL', 'AUTH_JWT_PUBLIC_KEY'],
])('keys come from one source, not from %s and %s', (first, second) => {
  const sources = {
    AUTH_JWT_SECRET: 'x'.repeat(32),
    AUTH_JWKS_URL: 'https://issuer.example/keys',
    AUTH_JWT_PUBLIC_KEY: 'a key',
  }
  const set = Object.fromEntries(Object.entries(sources).filter(([name]) => [first, second].includes(name)))
  expect(() => loadConfig(set)).toThrow(`${second}: cannot be set beside ${first}`)
  expect(() => loadConfig({ ...set, [first]: '' })).not.toThrow()
})

describe('an S3 store', () => {
  const variables = {
    S3_REGION: 'eu-central-1',
    S3_BUCKET: 'files',
    S3_ACCESS_KEY_ID: 'key',
    S3_SECRET_ACCESS_KEY: 'secret',
  }

  test('of Amazon has no endpoint, and a host for each bucket', () => {
    expect(loadConfig(variables).s3).toEqual({
      endpoint: undefined,
      region: 'eu-central-1',
      bucket: 'files',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      forcePathStyle: false,
    })
  })

  test('with an endpoint has its buckets in the path, unless told otherwise', () => {
    const own = { ...variables, S3_ENDPOINT: 'https://s3.example.com/' }
    expect(loadConfig(own).s3).toMatchObject({ endpoint: 'https://s3.example.com', forcePathStyle: true })
    expect(loadConfig({ ...own, S3_FORCE_PATH_STYLE: 'false' }).s3).toMatchObject({ forcePathStyle: false })
  })

  test.each(Object.keys(variables))('without %s is refused in one line that names it', (name) => {
    const load = () => loadConfig({ ...variables, [name]: '' })
    expect(load).toThrow(new RegExp(`^${name}: must be set too, since another S3_ variable is$`))
  })

  test.each([
    ['S3_ENDPOINT', 'ftp://s3.example.com'],
    ['S3_ENDPOINT', 's3.example.com'],
    ['S3_REGION', 'eu central 1'],
    ['S3_BUCKET', 'a/b'],
    ['S3_BUCKET', 'ab'],
    ['S3_FORCE_PATH_STYLE', 'yes'],
  ])('with %s=%s is refused in one line that names it', (name, value) => {
    const load = () => loadConfig({ ...variables, [name]: value })
    expect(load).toThrow(new RegExp(`^${name}: [^\n]+$`))
  })

  test('is asked for by any one of its variables', () => {
    expect(() => loadConfig({ S3_FORCE_PATH_STYLE: 'true' })).toThrow(/^S3_REGION: must be set too/)
  })
})
