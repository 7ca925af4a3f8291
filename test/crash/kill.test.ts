import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest'
import { build, type Serving, serve } from '../cli/tertulia.ts'
import { message, messagesOf } from '../features/message/fixtures.ts'
import { finish, openStream, Watcher } from '../features/message/streams.ts'
import { type Client, clientOf } from '../support/client.ts'
import { createDatabase, dropDatabase, urlOf } from '../support/postgres.ts'
import { SECRET } from '../support/server.ts'
import { Workload } from './workload.ts'

const KILLS = 20
const WAIT = { timeout: 60_000 }
const template = inject('template')

beforeAll(build, 120_000)

test.skipIf('name' in template)(
  'on the embedded database, kill -9 loses nothing that was acknowledged, and repeats nothing',
  async () => {
    await crashAndCheck({})
  },
  900_000,
)

test.skipIf(!('name' in template))(
  'on PostgreSQL, kill -9 loses nothing that was acknowledged, and repeats nothing',
  async () => {
    const { databaseUrl, name: origin } = template as Extract<typeof template, { name: string }>
    const name = `tertulia_test_${randomUUID()}`
    await createDatabase(databaseUrl, name, origin)
    onTestFinished(() => dropDatabase(databaseUrl, name))
    await crashAndCheck({ DATABASE_URL: urlOf(databaseUrl, name) })
  },
  900_000,
)

async function crashAndCheck(variables: Record<string, string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tertulia-crash-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const start = () => serve({ ...variables, DATA_DIR: folder, AUTH_JWT_SECRET: SECRET })

  let serving = await start()
  let user = await clientOf(serving.url)
  const { conversationId, id } = await openStream(user)
  const watcher = await Watcher.open(serving.url, user, conversationId)
  const begin = watcher.cursor
  const work = new Workload(user.name, conversationId, [id])

  for (let kill = 1; kill <= KILLS; kill++) {
    await runAndKill(serving, work, kill)
    watcher.leave()
    serving = await start()
    user = await clientOf(serving.url, user.name)
    expect((await message(user, id)).content).toContain(work.streamed.get(id))
    await watcher.follow(serving.url, user, conversationId, watcher.cursor)
  }
  await expectAll(user, conversationId, id, work)

  const late = new Watcher()
  late.messages.set(id, [])
  await late.follow(serving.url, user, conversationId, begin)
  const { content, parts } = await finish(user, id)
  for (const one of [watcher, late]) {
    await expect.poll(() => one.named('MessageChanged'), WAIT).toHaveLength(1)
    expect(one.messages.get(id)).toEqual(parts)
    expectWhole(one, content, await storedIds(user, conversationId, id))
  }
  const exited = once(serving.process, 'exit')
  serving.process.kill('SIGTERM')
  expect((await exited)[0]).toBe(0)
}

/** Kills the server right as it gives an answer, with other requests in flight. */
async function runAndKill(serving: Serving, work: Workload, kill: number): Promise<void> {
  const exited = once(serving.process, 'exit')
  let answers = 0
  await work.run(serving.url, () => {
    if (++answers === 2 + (kill % 5)) serving.process.kill('SIGKILL')
  })
  expect((await exited)[1]).toBe('SIGKILL')
}

async function expectAll(user: Client, conversationId: string, id: string, work: Workload): Promise<void> {
  const stored = await storedIds(user, conversationId, id)
  expect(new Set(stored).size).toBe(stored.length)
  // At most the one that was not answered is there beside those that were.
  expect(stored.slice(0, work.added.length)).toEqual(work.added)
  expect(stored.length - work.added.length).toBeLessThanOrEqual(1)
}

const storedIds = async (user: Client, conversationId: string, streamed: string): Promise<string[]> =>
  (await messagesOf(user, conversationId))
    .map(({ id }: { id: string }) => id)
    .filter((id: string) => id !== streamed)

/** Every event of the log came once, in order. */
function expectWhole(watcher: Watcher, content: string, ids: string[]): void {
  expect(watcher.gaps).toEqual([])
  const deltas = watcher.named('MessageDelta')
  expect(deltas.map(({ text }) => text).join('')).toBe(content)
  let end = 0
  for (const { offset, text } of deltas) {
    expect(offset).toBe(end)
    end = offset + text.length
  }
  expect(watcher.named('MessageAdded').map(({ message }) => message.id)).toEqual(ids)
  const cursors = watcher.events.map(({ cursor }) => cursor)
  expect(new Set(cursors).size).toBe(cursors.length)
}
