import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { conversation, createConversation, done, mutate } from '../fixtures.ts'

const { url } = await testServer()

const settings = { agentId: 'cook', mode: 'fast', metadata: { tags: ['a'] } }

async function configured() {
  const user = await clientOf(url)
  const made = await createConversation(user, { title: 'Paella', ...settings })
  const configure = async (input: object) =>
    (await done(user, 'configureConversation', { conversationId: made.id, ...input })).conversation
  return { user, made, configure }
}

const fields = ['agentId', 'mode', 'metadata'] as const
const others = { agentId: 'poet', mode: 'slow', metadata: { other: { deep: true } } }

test.for(fields)('%s is set alone; what is left out stays', async (field) => {
  const { made, configure } = await configured()
  expect(await configure({ [field]: others[field] })).toEqual({
    ...made,
    [field]: others[field],
    version: 2,
    updatedAt: expect.any(String),
  })
})

test.for(fields)('null clears %s, and what is clear stays so', async (field) => {
  const { made, configure } = await configured()
  const cleared = await configure({ [field]: null })
  expect(cleared).toEqual({ ...made, [field]: null, version: 2, updatedAt: expect.any(String) })
  expect(await configure({ [field]: null })).toEqual(cleared)
})

test('all at once raise the version once', async () => {
  const { configure } = await configured()
  expect(await configure(others)).toMatchObject({ ...others, version: 2 })
})

test('nothing given changes nothing', async () => {
  const { made, configure } = await configured()
  expect(await configure({})).toEqual(made)
})

test('metadata is replaced whole, and its keys have no order', async () => {
  const { configure } = await configured()
  expect(await configure({ metadata: { b: 1, a: { d: 1, c: 2 } } })).toMatchObject({ version: 2 })
  const again = await configure({ metadata: { a: { c: 2, d: 1 }, b: 1 } })
  expect(again).toMatchObject({ metadata: { a: { c: 2, d: 1 }, b: 1 }, version: 2 })
  expect(again.metadata).not.toHaveProperty('tags')
})

const nested = (depth: number): object => (depth > 1 ? { a: nested(depth - 1) } : {})
const nestedLists = (depth: number): unknown => (depth > 0 ? [nestedLists(depth - 1)] : 1)
const ofBytes = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })

test.for<[string, object]>([
  ['an empty object', {}],
  ['every kind of value', { s: 'a\n"\\', n: -1.5e-7, i: 2 ** 53, t: true, z: null, l: [[], {}], '': '' }],
  ['any Unicode', { '🔑 ключ مفتاح': '\u0001 \u2028 👩‍👩‍👧‍👦' }],
  ['16 KiB', ofBytes(16 * 1024)],
  ['32 levels of objects', nested(32)],
  ['32 levels with lists', { a: nestedLists(31) }],
  ["keys of JavaScript's own", JSON.parse('{"__proto__":{"a":1}}')],
])('metadata round-trips: %s', async ([, metadata]) => {
  const { user, made, configure } = await configured()
  expect(JSON.stringify(sorted((await configure({ metadata })).metadata))).toBe(
    JSON.stringify(sorted(metadata)),
  )
  expect(await conversation(user, made.id)).toMatchObject({ version: 2 })
})

/** With keys in one order, which JSON does not have. */
const sorted = (object: object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))

test('metadata in the document, with variables inside, is as that in variables', async () => {
  const { user, made } = await configured()
  const { configureConversation } = await user.data(
    `mutation ($id: ID!, $x: JSON) { configureConversation(
      input: { conversationId: $id, metadata: { a: 1, b: [true, null, 1.5, { c: "d" }], x: $x } }
    ) { ... on ConfigureConversationPayload { conversation { metadata } } } }`,
    { id: made.id, x: { y: [1] } },
  )
  expect(configureConversation.conversation.metadata).toEqual({
    a: 1,
    b: [true, null, 1.5, { c: 'd' }],
    x: { y: [1] },
  })
})

test.for<[string, object]>([
  ['metadata', { metadata: ofBytes(16 * 1024 + 1) }],
  ['metadata', { metadata: { a: 'é'.repeat(8 * 1024) } }],
  ['metadata', { metadata: nested(33) }],
  ['metadata', { metadata: { a: nestedLists(32) } }],
  ['metadata', { metadata: { a: ['b\0'] } }],
  ['metadata', { metadata: { 'a\0': 1 } }],
  ['metadata', { metadata: { a: { '\ud800': 1 } } }],
  ['agentId', { agentId: '' }],
  ['agentId', { agentId: 'x'.repeat(256) }],
  ['agentId', { agentId: 'a\0' }],
  ['mode', { mode: '' }],
  ['mode', { mode: '\udc00' }],
])('a wrong %s is refused, and nothing written', async ([path, input]) => {
  const { user, made } = await configured()
  expect(
    await mutate(user, 'configureConversation', { ...others, ...input, conversationId: made.id }),
  ).toMatchObject({ __typename: 'ValidationError', issues: [{ path }] })
  expect(await conversation(user, made.id)).toEqual(made)
})
