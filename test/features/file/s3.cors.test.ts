import { readFile } from 'node:fs/promises'
import { PutBucketCorsCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testStore } from '../../support/s3Server.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation } from '../fixtures.ts'
import { createUpload, fileOf } from './uploads.ts'

const store = await testStore()
const { url } = await testServer(store.variables)
const user = await clientOf(url)

const ORIGIN = 'https://chat.example.com'

/** The question that a browser asks before it sends the request itself. */
const preflight = (address: string, method: string, headers: string, origin = ORIGIN) =>
  fetch(address, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  })

test('the rule that the documentation gives for a bucket lets browsers of that site bring and fetch', async () => {
  const docs = await readFile('docs/files.md', 'utf8')
  const rule = /```json\n(\{\s+"CORSRules".+?)```/s.exec(docs)?.[1] as string
  const { file, uploadUrl, uploadHeaders } = await createUpload(user, { size: 5 })
  const asked = Object.keys(uploadHeaders).join().toLowerCase()
  expect((await preflight(uploadUrl, 'PUT', asked)).status).toBe(403)
  await store.client.send(
    new PutBucketCorsCommand({ Bucket: store.bucket, CORSConfiguration: JSON.parse(rule) }),
  )

  expect((await preflight(uploadUrl, 'PUT', asked)).status).toBe(200)
  expect((await preflight(uploadUrl, 'PUT', asked, 'https://elsewhere.example.com')).status).toBe(403)
  const put = await fetch(uploadUrl, {
    method: 'PUT',
    headers: { ...uploadHeaders, origin: ORIGIN },
    body: 'hello',
  })
  expect([put.status, put.headers.get('access-control-allow-origin')]).toEqual([200, ORIGIN])

  const { id: conversationId } = await createConversation(user)
  await addMessage(user, { conversationId, fileIds: [file.id] })
  const { url: address } = await fileOf(user, file.id)
  expect((await preflight(address, 'GET', 'range')).status).toBe(200)
  const got = await fetch(address, { headers: { origin: ORIGIN, range: 'bytes=0-1' } })
  expect([got.status, got.headers.get('access-control-allow-origin')]).toEqual([206, ORIGIN])
})
