import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { OperatorError } from '../operatorError.ts'

type SecretConfig = Pick<Config, 'authJwtSecret' | 'isProduction' | 'dataDir'>

/** The key that tokens are signed with: the operator's, or in development one made once and kept. */
export async function signingSecret(config: SecretConfig): Promise<Uint8Array> {
  if (config.authJwtSecret !== undefined) return new TextEncoder().encode(config.authJwtSecret)
  if (config.isProduction) {
    throw new OperatorError(
      'AUTH_JWT_SECRET: must be set in production (32 bytes or more), or AUTH_JWKS_URL, or AUTH_JWT_PUBLIC_KEY',
    )
  }
  return new TextEncoder().encode(await keptSecret(config.dataDir))
}

async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'auth-secret')
  return (await read(path)) ?? (await create(dataDir, path))
}

const read = (path: string) => readFile(path, 'utf8').catch(ignore('ENOENT'))

/** Written aside and linked into place, so that of several processes starting at once none reads half a secret. */
async function create(dataDir: string, path: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  try {
    await link(draft, path).catch(ignore('EEXIST'))
  } finally {
    await unlink(draft)
  }
  return readFile(path, 'utf8')
}

const ignore = (code: string) => (error: NodeJS.ErrnoException) => {
  if (error.code !== code) throw error
  return undefined
}
