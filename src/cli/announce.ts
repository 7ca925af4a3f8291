import type { Database } from '../platform/db/database.ts'
import type { Server } from '../server/server.ts'

/** Tells whoever started the server where everything is. */
export function announce({ url, hasGraphiQL, demoToken }: Server, { location }: Database) {
  const lines = [
    ['GraphQL', `${url}/graphql${hasGraphiQL ? ' (open it in a browser for GraphiQL)' : ''}`],
    ['Data', location],
    ...(demoToken ? [['Demo user', `Authorization: Bearer ${demoToken}`]] : []),
  ]
  console.log(lines.map(([name = '', value]) => `${name.padEnd(10)} ${value}`).join('\n'))
}
