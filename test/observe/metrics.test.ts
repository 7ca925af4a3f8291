import { expect, test } from 'vitest'
import { boundedNames } from '../../src/server/observe/boundedNames.ts'
import { watchConversation } from '../features/event/watch.ts'
import { upload } from '../features/file/uploads.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'

const { url, metricsUrl } = await testServer({ METRICS_PORT: '0' })

/** The samples of the metrics as they are now, by their names and labels. */
async function samples(): Promise<Record<string, number>> {
  const text = await (await fetch(metricsUrl as string)).text()
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ')
        return [line.slice(0, space), Number(line.slice(space + 1))]
      }),
  )
}

const sample = async (name: string) => (await samples())[name] ?? 0

test('operations are counted by their name, their type and how they went', async () => {
  const ada = await clientOf(url)
  await ada.data('query Who { viewer { name } }')
  await ada.data('query Who { viewer { name } }')
  await ada.data('{ viewer { name } }')
  await ada.send('query Wrong { spaces(after: "nonsense") { nodes { id } } }')
  const found = await samples()
  const count = (labels: string) => found[`tertulia_operation_duration_seconds_count{${labels}}`]
  expect(count('type="query",operation="Who",outcome="ok"')).toBe(2)
  expect(count('type="query",operation="unnamed",outcome="ok"')).toBeGreaterThanOrEqual(1)
  expect(count('type="query",operation="Wrong",outcome="error"')).toBe(1)
  const requests = 'tertulia_http_request_duration_seconds_count'
  expect(found[`${requests}{method="POST",route="/graphql",status="200"}`]).toBeGreaterThanOrEqual(4)
  expect(found['tertulia_sql_statement_duration_seconds_count{outcome="ok"}']).toBeGreaterThanOrEqual(4)
  expect(found.tertulia_pool_connections).toBeGreaterThanOrEqual(1)
})

test('requests are counted by routes that no client chooses', async () => {
  await fetch(`${url}/files/file_1?signature=secret`)
  await fetch(`${url}/nowhere/${'x'.repeat(100)}`, { method: 'PROPFIND' })
  await fetch(`${url}/graphql`, { method: 'POST', body: '{}', headers: { authorization: 'Bearer x' } })
  const found = await samples()
  const count = (labels: string) => found[`tertulia_http_request_duration_seconds_count{${labels}}`]
  expect(count('method="GET",route="/files/:id",status="403"')).toBe(1)
  expect(count('method="_OTHER",route="other",status="404"')).toBe(1)
  expect(count('method="POST",route="/graphql",status="401"')).toBe(1)
  expect(Object.keys(found).join()).not.toContain('xxx')
})

test('subscriptions are counted as long as they are open, and none lags that has all there is', async () => {
  const ada = await clientOf(url)
  const { id } = await createConversation(ada)
  const watched = await watchConversation(url, ada, { conversationId: id })
  await expect.poll(() => sample('tertulia_subscriptions')).toBe(1)
  await addMessage(ada, { conversationId: id })
  await watched.until((events) => events.length > 0)
  await expect.poll(() => sample('tertulia_event_log_lag_seconds')).toBe(0)
  expect(await sample('tertulia_event_logs_followed')).toBe(1)
  watched.stop()
  await expect.poll(() => sample('tertulia_subscriptions')).toBe(0)
})

test('uploads are counted with their bytes', async () => {
  await upload(await clientOf(url), 'hello')
  expect(await samples()).toMatchObject({ tertulia_uploads_total: 1, tertulia_upload_bytes_total: 5 })
})

test('they are on a port of their own, and there alone', async () => {
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
  expect((await fetch(`${new URL(metricsUrl as string).origin}/graphql`)).status).toBe(404)
  expect((await testServer()).metricsUrl).toBeNull()
})

test('names of operations are as many as a server can remember, whatever clients send', () => {
  const nameOf = boundedNames()
  expect(nameOf(undefined)).toBe('unnamed')
  expect(nameOf('x'.repeat(65))).toBe('other')
  const names = Array.from({ length: 1_000 }, (_, n) => nameOf(`Operation${n}`))
  expect(new Set(names).size).toBe(201)
  expect(nameOf('Operation0')).toBe('Operation0')
})
