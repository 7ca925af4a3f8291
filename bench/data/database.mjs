import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const PRODUCT = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/**
 * The URL of a database with so many users, and with lists up to a length of `growth`: the one of an earlier run, or one
 * that is filled now, which takes minutes.
 */
export async function openData(serverUrl, { users, growth }) {
  const name = `tertulia_bench_${users}_${growth}`
  const exists = await onDatabase(serverUrl, async (server) => {
    const { rowCount } = await server.query('SELECT FROM pg_database WHERE datname = $1', [name])
    return rowCount > 0
  })
  if (!exists) await fill(serverUrl, name, { users, growth })
  const url = urlOf(serverUrl, name)
  migrate(url)
  await onDatabase(url, async (database) => {
    await database.query(await textOf('addMessage.sql'))
    // What earlier runs have written shall not be cleared up while this one is being timed.
    await database.query('VACUUM (ANALYZE)')
  })
  return url
}

export async function dropData(serverUrl, url) {
  await onDatabase(serverUrl, async (server) => {
    await server.query(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`)
    await server.query(await textOf('dropRole.sql'))
  })
}

/** Under another name until it is complete, so that one whose filling was interrupted is never taken for it. */
async function fill(serverUrl, name, { users, growth }) {
  const unfinished = `${name}_unfinished`
  await onDatabase(serverUrl, async (server) => {
    await server.query(`DROP DATABASE IF EXISTS ${unfinished}`)
    await server.query(`CREATE DATABASE ${unfinished}`)
  })
  const url = urlOf(serverUrl, unfinished)
  migrate(url)
  await onDatabase(url, async (database) => {
    await database.query(
      `SELECT set_config('bench.users', $1::text, false), set_config('bench.growth', $2::text, false)`,
      [users, growth],
    )
    await database.query(await textOf('fill.sql'))
    await database.query(await textOf('policies.sql'))
  })
  await onDatabase(serverUrl, (server) => server.query(`ALTER DATABASE ${unfinished} RENAME TO ${name}`))
}

const migrate = (url) =>
  execFileSync(process.execPath, [PRODUCT, 'migrate'], {
    env: { PATH: process.env.PATH, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit'],
  })

async function onDatabase(url, work) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const urlOf = (serverUrl, name) => Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href

const textOf = (file) => readFile(new URL(file, import.meta.url), 'utf8')
