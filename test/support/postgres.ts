import pg from 'pg'

export const createDatabase = (databaseUrl: string, name: string, template = 'template1') =>
  execute(databaseUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)

export const dropDatabase = (databaseUrl: string, name: string) =>
  execute(databaseUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)

export function urlOf(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl)
  url.pathname = name
  return url.href
}

async function execute(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
