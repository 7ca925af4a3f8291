import { afterAll } from 'vitest'
import { openAuthority } from '../../src/platform/auth/authority.ts'
import { signToken } from '../../src/platform/auth/token.ts'
import { loadConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { startServer } from '../../src/server/server.ts'
import { testDatabase } from './database.ts'
import { testFolder } from './folder.ts'

export const SECRET = 'a secret of the tests, long enough for HS256'
export const secret = new TextEncoder().encode(SECRET)

export interface TestServer {
  url: string
  database: Database
  metricsUrl: string | null
}

/** Variables that say where keys come from, and so instead of the tests' secret. */
const keySources = ['AUTH_JWKS_URL', 'AUTH_JWT_PUBLIC_KEY']

/** The whole server over real HTTP, on a database of the test file's own unless given one. */
export async function testServer(
  variables: Record<string, string> = {},
  database?: Database,
): Promise<TestServer> {
  const used = database ?? (await testDatabase())
  const hasKeys = keySources.some((name) => name in variables)
  const own = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    // The data of tests is of some day, and a server empties its trash as it starts.
    TRASH_RETENTION: '3650d',
    ...(hasKeys ? {} : { AUTH_JWT_SECRET: SECRET }),
  }
  const config = loadConfig({ ...own, DATA_DIR: await testFolder(), ...variables })
  const logger = createLogger(config.logLevel)
  const authority = await openAuthority(config, logger)
  const server = await startServer({ config, authority, database: used, logger })
  afterAll(() => server[Symbol.asyncDispose]())
  return { url: server.url, database: used, metricsUrl: server.metricsUrl }
}

export const tokenOf = (subject: string, lifetimeMs = 600_000) => signToken(secret, subject, lifetimeMs)

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the test says that it is
  body: any
}

/** Sends one operation as JSON. */
export async function post(
  url: string,
  operation: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(operation),
  })
  return { status: response.status, headers: response.headers, body: await response.json() }
}

export const bearer = async (subject: string, lifetimeMs?: number) => ({
  authorization: `Bearer ${await tokenOf(subject, lifetimeMs)}`,
})
