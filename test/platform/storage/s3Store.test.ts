import { expect, test } from 'vitest'
import { S3Store } from '../../../src/platform/storage/s3Store.ts'

const MINUTE = 60_000

const settings = { region: 'eu-central-1', bucket: 'files', accessKeyId: 'key', secretAccessKey: 'secret' }

const kept = {
  key: 'a',
  kind: 'file' as const,
  path: 'files/a',
  name: 'a.png',
  contentType: 'image/png',
}

test.each([
  [undefined, false, 'https://files.s3.eu-central-1.amazonaws.com/'],
  [undefined, true, 'https://s3.eu-central-1.amazonaws.com/files/'],
  ['https://s3.example.com', true, 'https://s3.example.com/files/'],
  ['https://s3.example.com', false, 'https://files.s3.example.com/'],
  ['http://[::1]:9000/store', true, 'http://[::1]:9000/store/files/'],
])(
  'with the endpoint %s and the path style %s, objects are under %s',
  async (endpoint, forcePathStyle, base) => {
    await using store = new S3Store({ ...settings, endpoint, forcePathStyle }, 15 * MINUTE)
    const url = await store.downloadUrl(kept, new Date())
    expect(url.split('?')[0]).toBe(`${base}files/a`)
  },
)

test('equal arguments have equal URLs, others have others', async () => {
  await using store = new S3Store({ ...settings, endpoint: undefined, forcePathStyle: false }, 15 * MINUTE)
  await using other = new S3Store({ ...settings, endpoint: undefined, forcePathStyle: false }, 15 * MINUTE)
  const until = new Date('2026-11-21T12:15:00Z')
  const url = await store.downloadUrl(kept, until)
  expect(url).toContain('X-Amz-Date=20261121T120000Z&X-Amz-Expires=900&')
  expect(await other.downloadUrl(kept, until)).toBe(url)
  for (const change of [{ path: 'files/b' }, { name: 'b.png' }, { contentType: 'image/jpeg' }])
    expect(await store.downloadUrl({ ...kept, ...change }, until)).not.toBe(url)
  expect(await store.downloadUrl(kept, new Date(until.getTime() + 1_000))).not.toBe(url)
})
