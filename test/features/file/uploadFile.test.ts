import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { bearer, testServer } from '../../support/server.ts'
import { fileOf } from './uploads.ts'

const { url, database } = await testServer({ MAX_UPLOAD_BYTES: '1000' })
const user = await clientOf(url, 'ana')
const authorization = await bearer('ana')

const UPLOAD = `mutation ($file: Upload!) {
  uploadFile(file: $file) {
    ... on UploadFilePayload { file { id name contentType size isUploaded url } }
    ... on Error { code detail }
    ... on ValidationError { issues { path message } }
  }
}`

async function uploadFile(file: File) {
  const form = new FormData()
  form.append('operations', JSON.stringify({ query: UPLOAD, variables: { file: null } }))
  form.append('map', JSON.stringify({ 0: ['variables.file'] }))
  form.append('0', file)
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: authorization, body: form })
  return { status: response.status, body: await response.json() }
}

test('a file that comes with its operation is there to fetch', async () => {
  const { body } = await uploadFile(new File(['hällo'], 'Übersicht.txt', { type: 'text/plain' }))
  const { file } = body.data.uploadFile
  expect(file).toMatchObject({ name: 'Übersicht.txt', contentType: 'text/plain', size: 6, isUploaded: true })
  expect(await (await fetch(file.url)).text()).toBe('hällo')
  expect(await fileOf(user, file.id)).toMatchObject({ id: file.id, message: null })
})

test('its type is found in its bytes', async () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const { body } = await uploadFile(new File([png], 'a.gif', { type: 'image/gif' }))
  expect(body.data.uploadFile.file.contentType).toBe('image/png')
})

test.each([
  ['file.size', new File([Buffer.alloc(1001)], 'a.txt', { type: 'text/plain' })],
  ['file.name', new File(['x'], '\t', { type: 'text/plain' })],
  ['file.contentType', new File(['x'], 'a', { type: 'nonsense' })],
])('what is wrong with %s is told, and nothing is kept', async (path, file) => {
  const before = await database.prisma.file.count()
  const { body } = await uploadFile(file)
  expect(body.data.uploadFile).toMatchObject({ code: 'VALIDATION_ERROR', issues: [{ path }] })
  expect(await database.prisma.file.count()).toBe(before)
})
