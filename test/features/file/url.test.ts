import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import http from 'node:http'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, done } from '../fixtures.ts'
import { fileOf, upload } from './uploads.ts'

const folder = await testFolder()
const { url, database } = await testServer({ DATA_DIR: folder })
const user = await clientOf(url)

const get = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(address, { headers, method })

test('a file is served as what it is, and may be kept by the browser that fetched it', async () => {
  const file = await upload(user, 'hello', { name: 'a.txt', contentType: 'text/plain' })
  const got = await get(file.url)
  expect([got.status, await got.text()]).toEqual([200, 'hello'])
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'text/plain',
    'content-length': '5',
    'accept-ranges': 'bytes',
    etag: expect.stringMatching(/^"file-.+"$/),
    'cache-control': expect.stringMatching(/^private, max-age=\d+, immutable$/),
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  // Not by fetch, which asks for a fresh one beside.
  const [again] = await once(
    http.get(file.url, { headers: { 'if-none-match': got.headers.get('etag') ?? '' } }),
    'response',
  )
  expect(again.resume().statusCode).toBe(304)
  const head = await get(file.url, {}, 'HEAD')
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '5'])
})

test.each([
  ['bytes=0-1', 206, 'he', 'bytes 0-1/5'],
  ['bytes=3-', 206, 'lo', 'bytes 3-4/5'],
  ['bytes=-2', 206, 'lo', 'bytes 3-4/5'],
  ['bytes=1-99', 206, 'ello', 'bytes 1-4/5'],
  ['bytes=0-0,2-3', 200, 'hello', null],
  ['lines=1-2', 200, 'hello', null],
])('of the range %s', async (range, status, text, contentRange) => {
  const file = await upload(user, 'hello')
  const got = await get(file.url, { range })
  expect([got.status, await got.text(), got.headers.get('content-range')]).toEqual([
    status,
    text,
    contentRange,
  ])
})

test('a range beyond the end is refused, and nobody keeps the refusal', async () => {
  const file = await upload(user, 'hello')
  const got = await get(file.url, { range: 'bytes=5-' })
  expect([got.status, got.headers.get('content-range')]).toEqual([416, 'bytes */5'])
  expect(got.headers.get('cache-control')).toBeNull()
  expect((await got.json()).errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('the URL is the same for some minutes, and ends when it says', async () => {
  const { id, url: first, urlExpiresAt } = await upload(user, 'hello')
  const { url: second } = await fileOf(user, id)
  expect(second).toBe(first)
  const left = Date.parse(urlExpiresAt) - Date.now()
  expect(left).toBeGreaterThan(9 * 60_000)
  expect(left).toBeLessThanOrEqual(15 * 60_000)
  expect(Number(new URL(first).searchParams.get('expires')) * 1000).toBe(Date.parse(urlExpiresAt))
})

test('without the signature, with a changed one, or with that of another file there is nothing', async () => {
  const file = await upload(user, 'hello')
  const other = await upload(user, 'other')
  const changed = (change: (url: URL) => void) => {
    const copy = new URL(file.url)
    change(copy)
    return String(copy)
  }
  const forged = [
    changed((copy) => copy.searchParams.delete('signature')),
    changed((copy) => copy.searchParams.set('signature', 'AAAA')),
    changed((copy) => copy.searchParams.set('signature', swapLast(copy.searchParams.get('signature') ?? ''))),
    changed((copy) => copy.searchParams.set('signature', `${copy.searchParams.get('signature')}=`)),
    changed((copy) => copy.searchParams.delete('expires')),
    changed((copy) => copy.searchParams.set('expires', '99999999999')),
    changed((copy) => {
      copy.pathname = new URL(other.url).pathname
    }),
    changed((copy) => {
      copy.pathname = copy.pathname.replace('/files/', '/previews/')
    }),
    changed((copy) => {
      copy.pathname += '/'
    }),
    `${url}/files/${file.storagePath}`,
  ]
  for (const address of forged) {
    const got = await get(address)
    expect([address, got.status]).toEqual([address, 403])
    expect(await got.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] })
  }
})

test('a URL that has expired gives nothing, and takes nothing', async () => {
  const { url: short } = await testServer({ DATA_DIR: folder, FILE_URL_LIFETIME: '2s' }, database)
  const someone = await clientOf(short)
  const file = await upload(someone, 'hello')
  const { uploadUrl } = await done(
    someone,
    'createUpload',
    { name: 'a', contentType: 'text/plain', size: 1 },
    'uploadUrl',
  )
  await expect.poll(async () => (await get(file.url)).status, { timeout: 10_000 }).toBe(403)
  const late = async () => (await fetch(uploadUrl, { method: 'PUT', body: 'a' })).status
  await expect.poll(late, { timeout: 10_000 }).toBe(403)
  expect((await get((await fileOf(someone, file.id)).url)).status).toBe(200)
})

test('every instance knows the URLs of the others', async () => {
  const file = await upload(user, 'hello')
  const { url: second } = await testServer({ DATA_DIR: folder }, database)
  expect((await get(file.url.replace(url, second))).status).toBe(200)
})

test('URLs lead to where the operator says that clients reach the server', async () => {
  const { url: inner } = await testServer(
    { DATA_DIR: folder, PUBLIC_URL: 'https://chat.example.org/api' },
    database,
  )
  const someone = await clientOf(inner)
  const { uploadUrl } = await done(
    someone,
    'createUpload',
    { name: 'a', contentType: 'text/plain', size: 1 },
    'uploadUrl',
  )
  expect(uploadUrl).toMatch(/^https:\/\/chat\.example\.org\/api\/uploads\/file_/)
})

test.each([
  ['page.html', 'text/html', '<!doctype html><script>alert(1)</script>'],
  ['page.html', 'text/html; charset=utf-8', '<script>alert(1)</script>'],
  ['drawing.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['sound.xml', 'audio/x+xml', '<?xml version="1.0"?><a/>'],
  ['data.xml', 'application/xml', '<?xml version="1.0"?><a/>'],
  ['page.xhtml', 'application/xhtml+xml', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
  ['a.js', 'text/javascript', 'alert(1)'],
  ['a.bin', 'application/octet-stream', 'x'],
])('%s of type %s is only ever saved, never shown', async (name, contentType, text) => {
  const got = await get((await upload(user, text, { name, contentType })).url)
  expect(got.headers.get('content-disposition')).toBe(`attachment; filename=${name}`)
  expect(got.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
  expect(got.headers.get('content-type')).toBe(
    /script/.test(contentType) ? 'application/octet-stream' : contentType,
  )
})

test.each([
  ['photo.png', 'inline; filename=photo.png'],
  ['a "quoted" \\ name.png', 'inline; filename="a \\"quoted\\" _ name.png"'],
  ['gpj.\u202eexe', 'inline; filename=gpj._exe'],
  ['../../etc/passwd', 'inline; filename=.._.._etc_passwd'],
  [
    'naïve – 🗺.png',
    `inline; filename="na?ve ? ??.png"; filename*=UTF-8''na%C3%AFve%20%E2%80%93%20%F0%9F%97%BA.png`,
  ],
  ['50%41.png', `inline; filename=50%41.png; filename*=UTF-8''50%2541.png`],
])('the name %j is safe in a header', async (name, disposition) => {
  const got = await get((await upload(user, 'x', { name, contentType: 'text/plain' })).url)
  expect(got.headers.get('content-disposition')).toBe(disposition)
})

test('a file that is deleted, and one whose message or conversation is, is gone', async () => {
  const conversation = await createConversation(user)
  const send = async () => {
    const file = await upload(user, 'hello')
    const message = await addMessage(user, { conversationId: conversation.id, fileIds: [file.id] })
    return { file, message }
  }
  const [first, second, third] = [await send(), await send(), await send()]
  await done(user, 'deleteFile', { fileId: first.file.id }, 'deletedFileId')
  await done(user, 'deleteMessage', { messageId: second.message.id }, 'deletedMessageId')
  for (const { file } of [first, second]) {
    const got = await get(file.url)
    expect([got.status, (await got.json()).errors[0].extensions.code]).toEqual([404, 'NOT_FOUND'])
  }
  expect((await get(third.file.url)).status).toBe(200)
  await done(user, 'deleteConversation', { conversationId: conversation.id }, 'deletedConversationId')
  expect((await get(third.file.url)).status).toBe(404)
})

test('a file whose bytes an operator lost is gone too, and the server none the worse', async () => {
  const file = await upload(user, 'hello')
  await rm(`${folder}/store/${file.storagePath}`)
  expect((await get(file.url)).status).toBe(404)
  expect((await get(`${url}/health/ready`)).status).toBe(200)
})

/** Another last letter, of which base64url ignores some bits. */
const swapLast = (text: string) => text.slice(0, -1) + (text.endsWith('A') ? 'B' : 'A')
