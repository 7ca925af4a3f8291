import { rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { mutate } from '../fixtures.ts'
import { createUpload, fileOf, put, storedIn } from './uploads.ts'

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder, MAX_UPLOAD_BYTES: '1000000' })
const user = await clientOf(url)

const stored = () => storedIn(folder)

/** What holds for an upload of which nothing was kept. */
async function expectNothingKept(before: string[], id: string) {
  expect(await fileOf(user, id)).toMatchObject({ isUploaded: false, url: null })
  expect(await stored()).toEqual(before)
  expect(await database.prisma.removal.count()).toBe(0)
}

test('bytes that are put where they were declared are there to fetch', async () => {
  const declared = { name: 'Übersicht.txt', contentType: 'Text/Plain; charset=utf-8', size: 6 }
  const { file, uploadUrl, uploadHeaders, expiresAt } = await createUpload(user, declared)
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
  expect(uploadHeaders).toEqual({ 'Content-Type': 'text/plain; charset=utf-8' })
  expect(await fileOf(user, file.id)).toMatchObject({ isUploaded: false, url: null, urlExpiresAt: null })
  expect(await put(uploadUrl, 'hällo')).toEqual({ status: 204 })
  const uploaded = await fileOf(user, file.id)
  expect(uploaded).toMatchObject({ isUploaded: true, contentType: 'text/plain; charset=utf-8', size: 6 })
  expect(Date.parse(uploaded.urlExpiresAt)).toBeGreaterThan(Date.now())
  expect(await (await fetch(uploaded.url)).text()).toBe('hällo')
})

test('a file of no bytes is a file', async () => {
  const { file, uploadUrl } = await createUpload(user, { size: 0 })
  expect((await put(uploadUrl, '')).status).toBe(204)
  const got = await fetch((await fileOf(user, file.id)).url)
  expect([got.status, await got.text()]).toEqual([200, ''])
})

test.each([
  ['fewer bytes than declared', 'hell', 'declared with 5 bytes, and 4 have come'],
  ['more bytes than declared', 'hello!', 'declared with 5 bytes, and more have come'],
])('%s are refused, and nothing is kept', async (_, bytes, message) => {
  const before = await stored()
  for (const streamed of [false, true]) {
    const { file, uploadUrl } = await createUpload(user, { size: 5 })
    const answer = await put(uploadUrl, streamed ? inPieces(bytes) : bytes)
    expect(answer).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(message),
    })
    await expectNothingKept(before, file.id)
    // The right ones are still welcome.
    expect((await put(uploadUrl, 'hello')).status).toBe(204)
    before.splice(0, before.length, ...(await stored()))
  }
})

test('a folder that takes nothing is told as a fault of the store, to be tried again', async () => {
  const broken = await testFolder()
  await writeFile(join(broken, 'store'), 'in its place')
  const { url } = await testServer({ DATA_DIR: broken })
  const someone = await clientOf(url)
  const { file, uploadUrl } = await createUpload(someone, { size: 5 })
  expect(await put(uploadUrl, 'hello')).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' })
  expect(await fileOf(someone, file.id)).toMatchObject({ isUploaded: false })
  await rm(join(broken, 'store'))
  expect((await put(uploadUrl, 'hello')).status).toBe(204)
})

test('a second put changes nothing', async () => {
  const { file, uploadUrl } = await createUpload(user, { size: 5 })
  await put(uploadUrl, 'first')
  const before = await stored()
  expect(await put(uploadUrl, 'other')).toMatchObject({ status: 409, code: 'CONFLICT' })
  expect(await (await fetch((await fileOf(user, file.id)).url)).text()).toBe('first')
  expect(await stored()).toEqual(before)
})

test('of many puts at once one is kept', async () => {
  const { file, uploadUrl } = await createUpload(user, { size: 5 })
  const before = await stored()
  const bodies = ['aaaaa', 'bbbbb', 'ccccc', 'ddddd']
  const answers = await Promise.all(bodies.map((body) => put(uploadUrl, body)))
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409])
  const winner = bodies[answers.findIndex(({ status }) => status === 204)]
  expect(await (await fetch((await fileOf(user, file.id)).url)).text()).toBe(winner)
  expect(await stored()).toHaveLength(before.length + 1)
  expect(await database.prisma.removal.count()).toBe(0)
})

test('an upload that is broken off leaves nothing behind', async () => {
  const before = await stored()
  const { file, uploadUrl } = await createUpload(user, { size: 100_000 })
  const stop = new AbortController()
  const bytes = async function* () {
    yield Buffer.alloc(50_000)
    await expect.poll(stored).toHaveLength(before.length + 1)
    stop.abort()
    yield Buffer.alloc(10)
  }
  const sent = fetch(uploadUrl, {
    method: 'PUT',
    body: Readable.from(bytes()),
    duplex: 'half',
    signal: stop.signal,
  } as unknown as RequestInit)
  await expect(sent).rejects.toThrow()
  await expect.poll(stored).toEqual(before)
  await expect.poll(() => database.prisma.removal.count()).toBe(0)
  await expectNothingKept(before, file.id)
})

test('bytes come to nobody whose file is gone', async () => {
  const { file, uploadUrl } = await createUpload(user, { size: 5 })
  await mutate(user, 'deleteFile', { fileId: file.id }, 'deletedFileId')
  expect(await put(uploadUrl, 'hello')).toMatchObject({ status: 404, code: 'NOT_FOUND' })
})

test('only the URL that was signed takes bytes, and only by PUT', async () => {
  const { uploadUrl } = await createUpload(user, { size: 5 })
  const other = await createUpload(user, { size: 5 })
  const swapped = new URL(uploadUrl)
  swapped.pathname = new URL(other.uploadUrl).pathname
  const later = new URL(uploadUrl)
  later.searchParams.set('expires', String(Number(later.searchParams.get('expires')) + 1))
  const bare = new URL(uploadUrl)
  bare.search = ''
  for (const forged of [swapped, later, bare, `${url}/uploads/nonsense`])
    expect(await put(String(forged), 'hello')).toMatchObject({ status: 403, code: 'FORBIDDEN' })
  const posted = await fetch(uploadUrl, { method: 'POST', body: 'hello' })
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'PUT'])
  expect((await put(uploadUrl, 'hello')).status).toBe(204)
})

test('after bytes that are refused half-way, their connection serves the next request', async () => {
  const { uploadUrl } = await createUpload(user, { size: 5 })
  const { hostname, port, pathname, search } = new URL(uploadUrl)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  let answers = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answers += text
  })
  socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`)
  for (let sent = 0; sent < 200; sent++) socket.write(`186a0\r\n${'a'.repeat(100_000)}\r\n`)
  socket.write('0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\n\r\n')
  const status = () => answers.match(/^HTTP\/1\.1 \d+/gm)
  await expect.poll(status, { timeout: 15_000 }).toEqual(['HTTP/1.1 400', 'HTTP/1.1 200'])
})

test.each([
  ['content-encoding', 'gzip', 415],
  ['content-range', 'bytes 0-4/10', 400],
])('bytes with %s: %s are refused', async (header, value, status) => {
  const { file, uploadUrl } = await createUpload(user, { size: 5 })
  const answer = await fetch(uploadUrl, { method: 'PUT', headers: { [header]: value }, body: 'hello' })
  expect(answer.status).toBe(status)
  expect(await fileOf(user, file.id)).toMatchObject({ isUploaded: false })
})

test.each([
  ['name', ''],
  ['name', ' \n '],
  ['name', 'a'.repeat(256)],
  ['name', 'line\nbreak'],
  ['contentType', 'text'],
  ['contentType', 'text/plain\r\nX: y'],
  ['contentType', `text/${'x'.repeat(250)}`],
  ['size', -1],
  ['size', 1_000_001],
])('%s %j is refused', async (path, value) => {
  const input = { name: 'a.txt', contentType: 'text/plain', size: 1, [path]: value }
  expect(await mutate(user, 'createUpload', input, 'uploadUrl')).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path, message: expect.any(String) }],
  })
})

test('pages of any site may bring bytes', async () => {
  const { uploadUrl } = await createUpload(user)
  const preflight = await fetch(uploadUrl, {
    method: 'OPTIONS',
    headers: { origin: 'https://chat.example.org', 'access-control-request-method': 'PUT' },
  })
  expect(preflight.status).toBe(204)
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': expect.stringContaining('Content-Type'),
  })
})

async function* inPieces(text: string) {
  for (const piece of text) yield Buffer.from(piece)
}
