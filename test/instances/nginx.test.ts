import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { build } from '../cli/tertulia.ts'
import { watchConversation } from '../features/event/watch.ts'
import { createUpload, put } from '../features/file/uploads.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { openStream } from '../sse/stream.ts'
import { clientOf } from '../support/client.ts'
import { isInstalled, startDaemon } from '../support/daemon.ts'
import { testFolder } from '../support/folder.ts'
import { freePort } from '../support/freePort.ts'
import { bearer } from '../support/server.ts'
import { hasPostgres, instancesOn } from './instances.ts'
import { hasRedis, redisServer } from './redisServer.ts'

const isPossible = hasPostgres && isInstalled('nginx', '-v')

// Here and not in a hook: what it starts is ended after the file.
const { url, instances } = isPossible ? await startAll() : { url: '', instances: [] }

describe.runIf(isPossible)('two instances behind nginx, with docs/nginx.conf (on DATABASE_URL)', () => {
  test('both take requests, and each tells the subscribers of the other, over WebSocket and as events', async () => {
    const ada = await clientOf(url)
    const { id } = await createConversation(ada)
    const query = `subscription ($id: ID!) { conversationEvents(conversationId: $id) {
      __typename ... on MessageAdded { message { content } } } }`
    const stream = await openStream(url, { query, variables: { id } }, { headers: await bearer(ada.name) })
    expect(stream.headers['content-type']).toMatch('text/event-stream')
    const watched = watchConversation(url, ada, { conversationId: id })
    // It says nothing until there is something: what comes first may come before it watches.
    await expect
      .poll(async () => {
        await addMessage(ada, { conversationId: id, content: 'through nginx' })
        return watched.events.length
      })
      .toBeGreaterThan(0)
    expect(await stream.next()).toMatchObject({
      data: { conversationEvents: { message: { content: 'through nginx' } } },
    })
    for (const instance of instances) {
      const before = watched.events.length
      await addMessage(await clientOf(instance.url, ada.name), { conversationId: id, content: instance.url })
      await watched.until((events) => events.length > before)
    }
    watched.stop()
    stream.close()
  })

  test('a file of 20 MiB comes and goes', async () => {
    const bytes = randomBytes(20 * 1024 * 1024)
    const ada = await clientOf(url)
    const { file, uploadUrl } = await createUpload(ada, {
      size: bytes.length,
      contentType: 'application/zip',
    })
    expect(uploadUrl).toMatch(new RegExp(`^${url}/uploads/`))
    expect(await put(uploadUrl, bytes)).toEqual({ status: 204 })
    const { data } = (await ada.send('query ($id: ID!) { file(id: $id) { url } }', { id: file.id })).body
    const answer = await fetch(data.file.url)
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
  })

  test('strangers are told apart by their addresses, whatever they claim', async () => {
    const left = async (localAddress: string) =>
      Number((await ask(url, localAddress)).headers['x-ratelimit-remaining'])
    const first = await left('127.0.0.2')
    expect(await left('127.0.0.2')).toBeLessThan(first)
    expect(await left('127.0.0.3')).toBeGreaterThanOrEqual(first)
  })
})

async function startAll() {
  build()
  const [folder, port] = [await testFolder(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const start = await instancesOn({
    TRUST_PROXY: '1',
    PUBLIC_URL: url,
    DATA_DIR: join(folder, 'data'),
    RATE_LIMIT: '200',
    ...(hasRedis() && { REDIS_URL: (await redisServer()).url }),
  })
  const instances = [await start(), await start()]
  const ports = instances.map((instance) => new URL(instance.url).port)
  await startNginx(folder, port, ports)
  return { url, instances }
}

/** The documented configuration, with other ports. */
async function startNginx(folder: string, port: number, ports: string[]): Promise<void> {
  const documented = await readFile('docs/nginx.conf', 'utf8')
  const site = documented
    .replace('listen 80;', `listen ${port};`)
    .replace('127.0.0.1:4001', `127.0.0.1:${ports[0]}`)
    .replace('127.0.0.1:4002', `127.0.0.1:${ports[1]}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  const main = `daemon off;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${folder}/nginx.pid;
    error_log stderr warn;
    events {}
    http {
      access_log off;
      ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
      ${site}
    }`
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'nginx.conf'), main)
  const stop = await startDaemon('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], port)
  afterAll(stop)
}

/** A request without a token, from an address of this machine's, that claims another. */
function ask(url: string, localAddress: string) {
  return new Promise<{ headers: Record<string, unknown> }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' }
    request(`${url}/graphql`, { method: 'POST', localAddress, headers }, (response) => {
      response.resume()
      resolve(response)
    })
      .once('error', reject)
      .end('{"query":"{ viewer { name } }"}')
  })
}
