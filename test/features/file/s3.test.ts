import { PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { testStore } from '../../support/s3Server.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, mutate } from '../fixtures.ts'
import { createUpload, fileOf, upload } from './uploads.ts'

const store = await testStore()
const { url, database } = await testServer(store.variables)
const user = await clientOf(url)
const { id: conversationId } = await createConversation(user)

const stagingKey = (fileId: string) => `uploads/${decodeId('File', fileId)}`

/** A file on a message, as it is then. */
async function attached(bytes: string, declared: object = {}) {
  const { id } = await upload(user, bytes, declared)
  await addMessage(user, { conversationId, fileIds: [id] })
  return fileOf(user, id)
}

test('the URL of an upload takes what was declared and nothing else', async () => {
  const { uploadUrl, uploadHeaders } = await createUpload(user, { contentType: 'text/plain', size: 5 })
  const put = async (body: string, headers: Record<string, string>) =>
    (await fetch(uploadUrl, { method: 'PUT', headers, body })).status
  expect(await put('hello!', uploadHeaders)).toBe(403)
  expect(await put('hell', uploadHeaders)).toBe(403)
  expect(await put('hello', { ...uploadHeaders, 'Content-Type': 'text/html' })).toBe(403)
  expect(await put('hello', {})).toBe(403)
  expect((await fetch(uploadUrl)).status).toBe(403)
  expect(await put('hello', uploadHeaders)).toBe(200)
})

test.each([
  ['the signature', /(?<=X-Amz-Signature=)./, 'x'],
  ['the time', /(?<=X-Amz-Expires=)900/, '901'],
  ['the type', /text%2Fplain/, 'text%2Fhtml'],
  ['the disposition', /inline/, 'attachment'],
  ['the object', /(?=\?)/, '0'],
])('a URL of which %s was changed is refused', async (_, part, other) => {
  const { url } = await attached('hello')
  expect((await fetch(url)).status).toBe(200)
  const changed = url.replace(part, other)
  expect(changed).not.toBe(url)
  expect((await fetch(changed)).status).toBe(403)
  expect((await fetch(url.split('?')[0])).status).toBe(403)
})

test('URLs are valid until they say, and not longer', async () => {
  const { url } = await testServer({ ...store.variables, FILE_URL_LIFETIME: '2s' }, database)
  const short = await clientOf(url, user.name)
  const { id } = await attached('hello')
  const { uploadUrl, uploadHeaders, expiresAt } = await createUpload(short)
  const file = await fileOf(short, id)
  for (const [address, until] of [
    [uploadUrl, expiresAt],
    [file.url, file.urlExpiresAt],
  ]) {
    const { searchParams } = new URL(address)
    const [from = '', seconds] = ['Date', 'Expires'].map((name) => searchParams.get(`X-Amz-${name}`) ?? '')
    const begin = from.replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5')
    const end = Date.parse(begin) + Number(seconds) * 1_000
    expect(Date.parse(until) - end).toBeGreaterThanOrEqual(0)
    expect(Date.parse(until) - end).toBeLessThan(1_000)
  }
  await expect.poll(async () => (await fetch(file.url)).status).toBe(403)
  const put = async () =>
    (await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: 'hello' })).status
  await expect.poll(put).toBe(403)
  expect(Date.now()).toBeGreaterThan(Date.parse(file.urlExpiresAt))
})

test('the URL of a file is signed as of when its step began, and so the same until the next', async () => {
  const file = await attached('hello')
  const began = new Date(Date.parse(file.urlExpiresAt) - 900_000)
  const expected = began.toISOString().replace(/[-:]|\.\d+/g, '')
  expect(new URL(file.url).searchParams.get('X-Amz-Date')).toBe(expected)
})

test('a file is fetched with what a browser and its cache need', async () => {
  const { url, urlExpiresAt } = await attached('hello', { name: "Ünter's (1)*!.txt" })
  const whole = await fetch(url)
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'text/plain',
    'content-length': '5',
    'content-disposition': expect.stringMatching(/^inline; .*filename\*=UTF-8''%C3%9Cnter%27s/),
    'cache-control': 'private, immutable',
    expires: new Date(urlExpiresAt).toUTCString(),
    etag: expect.stringMatching(/^".+"$/),
  })
  const etag = whole.headers.get('etag') as string
  expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304)
  const range = await fetch(url, { headers: { Range: 'bytes=1-3' } })
  expect([range.status, range.headers.get('content-range'), await range.text()]).toEqual([
    206,
    'bytes 1-3/5',
    'ell',
  ])
})

test('a file of no bytes is one', async () => {
  const file = await attached('')
  expect(file).toMatchObject({ isUploaded: true, size: 0 })
  expect(await (await fetch(file.url)).text()).toBe('')
})

test.each(['hell', 'hello!', ''])(
  'other bytes than were declared are refused where the store took them: %j',
  async (body) => {
    const { file } = await createUpload(user, { size: 5 })
    const Key = stagingKey(file.id)
    await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key, Body: Buffer.from(body) }))
    const before = (await store.keys()).filter((key) => key !== Key)
    const input = { conversationId, role: 'USER', content: 'See.', fileIds: [file.id] }
    expect(await mutate(user, 'addMessage', input)).toMatchObject({
      __typename: 'ValidationError',
      issues: [
        { path: 'fileIds.0', message: expect.stringMatching(/^The file was declared with 5 bytes, and /) },
      ],
    })
    expect((await fileOf(user, file.id)).isUploaded).toBe(false)
    expect(await store.keys()).toEqual(before)
  },
)

test('what is put after the file was attached changes nothing of it', async () => {
  const { file, uploadUrl, uploadHeaders } = await createUpload(user, { size: 5 })
  const put = (body: string) => fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body })
  await put('first')
  const { id } = await addMessage(user, { conversationId, fileIds: [file.id] })
  expect((await put('other')).status).toBe(200)
  await mutate(user, 'editMessage', { messageId: id, content: 'Edited', fileIds: [file.id] })
  expect(await (await fetch((await fileOf(user, file.id)).url)).text()).toBe('first')
})

test('headers that a client put with the bytes are not kept with them', async () => {
  const { file, uploadUrl, uploadHeaders } = await createUpload(user, { size: 5 })
  const headers = { ...uploadHeaders, 'Content-Encoding': 'gzip', 'Content-Language': 'de' }
  expect((await fetch(uploadUrl, { method: 'PUT', headers, body: 'hello' })).status).toBe(200)
  await addMessage(user, { conversationId, fileIds: [file.id] })
  const got = await fetch((await fileOf(user, file.id)).url)
  expect([got.headers.get('content-encoding'), got.headers.get('content-language')]).toEqual([null, null])
  expect(await got.text()).toBe('hello')
})

test('nobody else’s attempt to attach a file collects it', async () => {
  const { id } = await upload(user, 'hello')
  const stranger = await clientOf(url)
  const own = await createConversation(stranger)
  const input = { conversationId: own.id, role: 'USER', content: '', fileIds: [id] }
  expect(await mutate(stranger, 'addMessage', input)).toMatchObject({ __typename: 'NotFoundError' })
  expect((await fileOf(user, id)).isUploaded).toBe(false)
  expect(await store.keys()).toContain(stagingKey(id))
})
