import { randomUUID } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { build, serve, tertulia } from '../cli/tertulia.ts'
import { watchConversation } from '../features/event/watch.ts'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { isInstalled, startDaemon } from '../support/daemon.ts'
import { testFolder } from '../support/folder.ts'
import { freePort } from '../support/freePort.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { SECRET } from '../support/server.ts'
import { hasPostgres } from './instances.ts'

const isPossible = hasPostgres && isInstalled('pgbouncer')

const server = process.env.DATABASE_URL as string
const name = `tertulia_test_${randomUUID()}`
// Here and not in a hook: what it starts is ended after the file.
const { variables, restart } = isPossible ? await prepare() : { variables: {}, restart: async () => {} }

describe.runIf(isPossible)('through PgBouncer in transaction mode (on DATABASE_URL)', () => {
  test('migrations go past it', async () => {
    expect(await tertulia(['migrate'], variables)).toMatchObject({ code: 0 })
  })

  test('what it drops is told, and the server does not start without it', async () => {
    const { code, stderr } = await tertulia(['serve'], { ...variables, DATABASE_NAMED_STATEMENTS: 'false' })
    expect(code).toBe(1)
    expect(stderr.trim()).toMatch(
      /^tertulia: .*a pooler in between drops .*ALTER ROLE CURRENT_USER SET timezone = 'UTC';/,
    )
    const { stdout } = await tertulia(['doctor', '--json'], variables)
    const messages = problemsOf(stdout)
    expect(messages).toContainEqual(expect.stringContaining('ALTER ROLE CURRENT_USER SET'))
    expect(messages).toContainEqual(expect.stringContaining('DATABASE_NAMED_STATEMENTS=false'))

    const commands = /ALTER ROLE .*;/.exec(stderr)?.[0] as string
    await onServer(commands.replaceAll('CURRENT_USER', `"${name}"`))
    await restart()
    variables.DATABASE_NAMED_STATEMENTS = 'false'
    const after = await tertulia(['doctor', '--json'], variables)
    expect([problemsOf(after.stdout), after.code]).toEqual([[], 0])
  })

  test('many at once read, write, stream and watch over two connections', async () => {
    const serving = await serve(variables)
    const users = await Promise.all(Array.from({ length: 12 }, () => clientOf(serving.url)))
    await Promise.all(
      users.map(async (user) => {
        const { id } = await createConversation(user)
        const after = (await user.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', { id }))
          .conversation.eventCursor
        const watched = watchConversation(serving.url, user, { conversationId: id, after })
        for (let n = 0; n < 3; n++) await addMessage(user, { conversationId: id, content: `${n}` })
        const messages = [{ role: 'USER', content: 'replaced' }]
        await done(user, 'replaceMessages', { conversationId: id, messages })
        await watched.until((events) => events.some(({ message }) => message?.content === 'replaced'))
        const query =
          'query ($id: ID!) { conversation(id: $id) { messages { totalCount nodes { content } } } }'
        expect((await user.data(query, { id })).conversation.messages).toEqual({
          totalCount: 1,
          nodes: [{ content: 'replaced' }],
        })
      }),
    )
  })
})

async function prepare() {
  build()
  const [folder, port] = [await testFolder(), await freePort()]
  // A role of its own: what is set for it is set for nobody else.
  await onServer(`CREATE ROLE "${name}" LOGIN PASSWORD '${name}'`)
  await createDatabase(server, name)
  afterAll(async () => {
    await dropDatabase(server, name)
    await onServer(`DROP ROLE "${name}"`)
  })
  await onServer(`ALTER DATABASE "${name}" OWNER TO "${name}"`)
  // What a session is in that is not told otherwise.
  await onServer(`ALTER DATABASE "${name}" SET timezone = 'Asia/Tokyo'`)
  let stop = await startPgbouncer(folder, port)
  afterAll(() => stop())
  const variables: Record<string, string> = {
    AUTH_JWT_SECRET: SECRET,
    LOG_LEVEL: 'fatal',
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: asRole(`postgresql://127.0.0.1:${port}/${name}`),
    DATABASE_DIRECT_URL: asRole(urlOf(server, name)),
  }
  const restart = async () => {
    await stop()
    stop = await startPgbouncer(folder, port)
  }
  return { variables, restart }
}

function asRole(url: string): string {
  const own = new URL(url)
  own.username = name
  own.password = name
  return own.href
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

/** The documented configuration, with another port, database and number of connections. */
async function startPgbouncer(folder: string, port: number): Promise<() => Promise<void>> {
  const { hostname, port: serverPort } = new URL(server)
  const documented = await readFile('docs/pgbouncer.ini', 'utf8')
  const users = join(folder, 'users.txt')
  const file = join(folder, 'pgbouncer.ini')
  await writeFile(users, `"${name}" "${name}"\n`)
  await writeFile(
    file,
    `${documented
      .replace(/^tertulia = .*/m, `${name} = host=${hostname} port=${serverPort || 5432}`)
      .replace('listen_port = 6432', `listen_port = ${port}`)
      .replace('/etc/pgbouncer/userlist.txt', users)
      .replace('default_pool_size = 20', 'default_pool_size = 2')}unix_socket_dir =\n`,
  )
  // It does not run as root, and has to read them.
  await chmod(folder, 0o755)
  const isRoot = process.getuid?.() === 0
  return startDaemon('pgbouncer', ['-q', ...(isRoot ? ['-u', 'postgres'] : []), file], port)
}

const problemsOf = (json: string): string[] =>
  JSON.parse(json)
    .findings.filter(({ status }: { status: string }) => status === 'problem')
    .map(({ message }: { message: string }) => message)
