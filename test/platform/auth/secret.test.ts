import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signingSecret } from '../../../src/platform/auth/secret.ts'

let parent: string
let dataDir: string

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'tertulia-secret-'))
  dataDir = join(parent, 'data')
})

afterEach(() => rm(parent, { recursive: true }))

const development = () => ({ isProduction: false, dataDir, authJwtSecret: undefined })

test('the operator’s secret is used as it is, and nothing is written', async () => {
  const authJwtSecret = 'x'.repeat(32)
  expect(await signingSecret({ ...development(), authJwtSecret })).toEqual(
    new TextEncoder().encode(authJwtSecret),
  )
  expect(await readdir(parent)).toEqual([])
})

test('production does not make up a secret', async () => {
  await expect(signingSecret({ ...development(), isProduction: true })).rejects.toThrow(/^AUTH_JWT_SECRET: /)
})

test('development makes one, for the owner’s eyes only, and keeps it', async () => {
  const secret = await signingSecret(development())
  expect(secret.length).toBeGreaterThanOrEqual(32)
  expect(await signingSecret(development())).toEqual(secret)
  expect((await stat(join(dataDir, 'auth-secret'))).mode & 0o777).toBe(0o600)
})

test('of many starts at once all get the same', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => signingSecret(development())))
  expect(new Set(secrets.map(String)).size).toBe(1)
  expect(await readdir(dataDir)).toEqual(['auth-secret'])
})
