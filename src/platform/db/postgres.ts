import pg from 'pg'
import type { Config } from '../config.ts'
import { OperatorError } from '../operatorError.ts'
import { type Database, databaseOn } from './client.ts'
import { PLANNING } from './planning.ts'
import { poolThatHearsSilence } from './silence.ts'

const STATEMENT_TIMEOUT = 30_000
const CONNECT_TIMEOUT = 2_500
/** A statement may wait twice as long: first for its turn at a row, then for whoever has it. */
const LOCK_TIMEOUT = 2_000

// adapter-pg reads every time as UTC, whatever zone it is written in.
const UTC = '-c timezone=UTC'

const PLANNED = Object.entries(PLANNING)
  .map(([setting, value]) => `-c ${setting}=${value}`)
  .join(' ')

const LIMITS = `-c statement_timeout=${STATEMENT_TIMEOUT} -c lock_timeout=${LOCK_TIMEOUT} -c idle_in_transaction_session_timeout=60000`

export type PostgresOptions = Partial<Pick<Config, 'databasePoolSize' | 'databaseNamedStatements'>>

/** Does not wait for the server, which may come up later. */
export function openPostgres(
  databaseUrl: string,
  { databasePoolSize = 10, databaseNamedStatements }: PostgresOptions,
): Database {
  const { pool, close } = poolThatHearsSilence(
    {
      connectionString: withOptions(databaseUrl, `${UTC} ${PLANNED} ${LIMITS}`),
      max: databasePoolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT,
      // Of what is sent in a row nothing waits for the answer to what is before it.
      pipeline: true,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'tertulia',
    },
    // The server's own limit comes first.
    STATEMENT_TIMEOUT + 5_000,
  )
  return databaseOn(pool, withoutSecrets(databaseUrl), close, databaseNamedStatements)
}

/** One connection, for as long as the caller needs it: migrations may take long, and wait for one another. */
export function migrationPool(databaseUrl: string): pg.Pool {
  return new pg.Pool({
    connectionString: withOptions(databaseUrl, `${UTC} -c lock_timeout=600000`),
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    application_name: 'tertulia migrate',
  })
}

// In the URL, since its own `options` would take the place of those given beside it.
function withOptions(databaseUrl: string, options: string): string {
  const url = parseUrl(databaseUrl)
  const own = url.searchParams.get('options')
  url.searchParams.set('options', own ? `${own} ${options}` : options)
  return url.href
}

function withoutSecrets(databaseUrl: string): string {
  const url = parseUrl(databaseUrl)
  url.password = ''
  url.search = ''
  return url.href
}

function parseUrl(databaseUrl: string): URL {
  if (!URL.canParse(databaseUrl)) {
    throw new OperatorError('DATABASE_URL: must be a URL, its user and password percent-encoded')
  }
  return new URL(databaseUrl)
}
