import { afterAll, expect, test, vi } from 'vitest'
import { watchConversation } from '../features/event/watch.ts'
import { addMessage, createConversation } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { bearer, post, testServer, tokenOf } from '../support/server.ts'
import { openCollector, type Span } from './collector.ts'

const collector = await openCollector()
const variables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
  OTEL_BSP_SCHEDULE_DELAY: '20',
  OTEL_SERVICE_NAME: 'chat',
}
// The libraries of OpenTelemetry read the environment by themselves.
for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
afterAll(() => vi.unstubAllEnvs())
const { url } = await testServer(variables)

const PARENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' }
const SERVER = 2
const FAILED = 2

const until = (isThere: (span: Span) => boolean) => vi.waitFor(() => find(isThere), { timeout: 30_000 })

function find(isThere: (span: Span) => boolean): Span {
  const span = collector.spans.find(isThere)
  if (!span) throw new Error('There is no such span.')
  return span
}

test('a request goes on its caller’s trace, with its operation within and the statements within that', async () => {
  const headers = {
    ...(await bearer('ada')),
    traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`,
    'x-request-id': 'of-this-test',
  }
  await post(url, { query: 'query Traced { spaces { nodes { name } } }' }, headers)

  const request = await until(({ traceId, kind }) => traceId === PARENT.traceId && kind === SERVER)
  expect(request).toMatchObject({ name: 'POST /graphql', parentSpanId: PARENT.spanId })
  expect(request.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/graphql',
    'http.response.status_code': 200,
    'tertulia.request_id': 'of-this-test',
  })
  const operation = await until(({ name }) => name === 'query Traced')
  expect(operation).toMatchObject({ traceId: PARENT.traceId, parentSpanId: request.spanId })
  const statement = await until(({ parentSpanId }) => parentSpanId === operation.spanId)
  expect(statement).toMatchObject({
    name: 'SELECT',
    attributes: { 'db.system.name': 'postgresql', 'db.query.text': expect.stringContaining('spaces') },
  })
  expect(collector.resources[0]).toMatchObject({ 'service.name': 'chat' })
})

test('a request without a caller’s trace begins one, and one that fails says so', async () => {
  await post(
    url,
    { query: 'query Wrong { spaces(after: "nonsense") { nodes { id } } }' },
    await bearer('ada'),
  )
  const operation = await until(({ name }) => name === 'query Wrong')
  expect(operation.status).toEqual({ code: FAILED })
  const request = await until(({ spanId }) => spanId === operation.parentSpanId)
  expect([request.parentSpanId ?? '', request.status.code]).toEqual(['', 0])
})

test('no span holds a token, a variable or what anybody wrote', async () => {
  const ada = await clientOf(url, 'ada')
  const token = await tokenOf('ada')
  const { id } = await createConversation(ada, { title: 'confidential title' })
  const watched = await watchConversation(url, ada, { conversationId: id })
  await until(({ name }) => name.startsWith('subscription'))
  await addMessage(ada, { conversationId: id, content: 'confidential content' })
  await watched.until((events) => events.length > 0)
  watched.stop()
  const query = 'query Last($id: ID!) { conversation(id: $id) { title } }'
  await fetch(`${url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify({ id }) })}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  await until(({ name }) => name === 'query Last')
  expect(collector.text()).toContain('INSERT INTO messages')
  for (const secret of ['confidential', token, id]) expect(collector.text()).not.toContain(secret)
})

test('what the server does of its own accord is in no trace', () => {
  expect(collector.text()).not.toContain('preview_jobs WHERE')
  const ids = new Set(collector.spans.map(({ spanId }) => spanId))
  const roots = collector.spans.filter(({ parentSpanId = '' }) => !ids.has(parentSpanId))
  // Operations over a socket have no request above them.
  for (const { name } of roots) expect(name).toMatch(/^(POST|GET) |^subscription/)
})
