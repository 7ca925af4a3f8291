import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeId } from '../../src/platform/ids.ts'
import { testDatabase } from '../support/database.ts'
import { importing, kept } from './importing.ts'

/** What cannot be taken is told, with where it stands and why; the rest is taken. */

const database = await testDatabase()

const someone = () => `user-${randomUUID()}`

const file = (fields: object = {}) => ({
  id: randomUUID(),
  file_name: 'a.txt',
  file_type: 'text/plain',
  file_size: 1,
  created_at: '2025-01-01T00:00:00Z',
  ...fields,
})

const message = (fields: object = {}) => ({
  id: randomUUID(),
  role: 'user',
  content: 'Hello',
  created_at: '2025-01-01T00:00:00Z',
  ...fields,
})

const conversation = (fields: object = {}) => ({
  id: randomUUID(),
  title: 'One',
  createdAt: '2025-01-01T00:00:00Z',
  messages: [],
  ...fields,
})

const list = (...conversations: unknown[]) => JSON.stringify({ conversations })
const withMessage = (fields: object) => list(conversation({ messages: [message(fields)] }))
const withFile = (fields: object) => withMessage({ files: [file(fields)] })

const C = 'source 1: conversations.0'
const M = `${C}.messages.0`
const F = `${M}.files.0`

test.each<[string, string, RegExp, { conversations: number; messages: number; files: number }]>([
  ['no id', list({ title: 'One' }), is(`${C}: id: Must be there`), of(0, 0, 0)],
  ['an id that is none', list(conversation({ id: {} })), is(`${C}: id: Must be there`), of(0, 0, 0)],
  [
    'an id that is too long',
    list(conversation({ id: 'x'.repeat(256) })),
    is(`${C}: externalId: `),
    of(0, 0, 0),
  ],
  ['an id with NUL', list(conversation({ id: 'a\0' })), is(`${C}: externalId: `), of(0, 0, 0)],
  ['no object', list(3), is(`${C}: It is neither`), of(0, 0, 0)],
  ['an object of another kind', list({ name: 'x' }), is(`${C}: It is neither`), of(0, 0, 0)],
  [
    'messages that are no list',
    list(conversation({ messages: '[...]' })),
    is(`${C}.messages: It is neither`),
    of(1, 0, 0),
  ],
  [
    'a message that is no object',
    list(conversation({ messages: [null] })),
    is(`${M}: It is neither`),
    of(1, 0, 0),
  ],
  ['a role of its own', withMessage({ role: 'bot' }), is(`${M}: role: Value "BOT"`), of(1, 0, 0)],
  ['content that is no text', withMessage({ content: 1 }), is(`${M}: content: `), of(1, 0, 0)],
  [
    'too much content',
    withMessage({ content: 'x'.repeat(1024 * 1024 + 1) }),
    is(`${M}: content: Must have at most 1 MiB`),
    of(1, 0, 0),
  ],
  [
    'half a character',
    withMessage({ content: '\ud800' }),
    is(`${M}: content: Must be well-formed`),
    of(1, 0, 0),
  ],
  [
    'a message of no conversation',
    JSON.stringify([message()]),
    is('source 1: 0: conversationId: '),
    of(0, 0, 0),
  ],
  [
    'a message of an unknown one',
    JSON.stringify([message({ conversation_id: 'x' })]),
    is('source 1: 0: conversationId: '),
    of(0, 0, 0),
  ],
  ['a file without a name', withFile({ file_name: null }), is(`${F}: name: `), of(1, 1, 0)],
  [
    'a file of negative size',
    withFile({ file_size: -1 }),
    is(`${F}: size: Must not be negative`),
    of(1, 1, 0),
  ],
  ['a file of 2 GiB', withFile({ file_size: 2 ** 31 }), is(`${F}: size: Must be less`), of(1, 1, 0)],
  ['a file that is none', withMessage({ files: ['a.txt'] }), is(`${F}: name: `), of(1, 1, 0)],
  [
    '33 files',
    withMessage({ files: Array.from({ length: 33 }, () => file()) }),
    is(`${M}: fileIds: `),
    of(1, 0, 0),
  ],
  [
    'a source that breaks off',
    list(conversation()).slice(0, -1),
    is('source 1: From here on it is no JSON'),
    of(1, 0, 0),
  ],
  ['a source that is no JSON', 'id,title', is('source 1: From here on it is no JSON'), of(0, 0, 0)],
  [
    'a source of nothing',
    '{"error":true,"message":"Could not retrieve chats"}',
    is('source 1: There is nothing in it'),
    of(0, 0, 0),
  ],
  ['an empty source', '', is('source 1: '), of(0, 0, 0)],
  [
    'the format of a later version',
    '{"type":"tertulia","version":2}\n{"type":"conversation","externalId":"x"}',
    is('source 1: It is of version 2'),
    of(0, 0, 0),
  ],
])('%s is refused', async (_, text, problem, added) => {
  const outcome = await importing(database, someone(), text)
  expect(outcome.problems).toEqual([expect.stringMatching(problem)])
  expect(outcome).toMatchObject({ added, refused: 1, reduced: 0 })
})

test.each<[string, string, RegExp]>([
  ['a title that is too long', list(conversation({ title: 'x'.repeat(256) })), is(`${C}: title: `)],
  ['a title of two lines', list(conversation({ title: 'a\nb' })), is(`${C}: title: `)],
  ['a title that is a number', list(conversation({ title: 7 })), is(`${C}: title: `)],
  ['metadata that is no object', list(conversation({ metadata: [1] })), is(`${C}: metadata: `)],
  [
    'a time to come',
    list(conversation({ createdAt: '2999-01-01T00:00:00Z' })),
    is(`${C}: createdAt: Must not lie`),
  ],
  ['a time that is none', list(conversation({ updatedAt: 'yesterday' })), is(`${C}: updatedAt: `)],
  ['a number that is no time', list(conversation({ updatedAt: 1e300 })), is(`${C}: updatedAt: `)],
  ['an agent without a name', list(conversation({ agentId: '' })), is(`${C}: agentId: `)],
  [
    'metadata of a message that is too much',
    withMessage({ metadata: { a: 'x'.repeat(16 * 1024) } }),
    is(`${M}: metadata: `),
  ],
  ['a message from the future', withMessage({ created_at: '2999-01-01T00:00:00Z' }), is(`${M}: createdAt: `)],
  ['a file from the future', withFile({ created_at: '2999-01-01T00:00:00Z' }), is(`${F}: createdAt: `)],
])('%s is left out, and the rest is taken', async (_, text, problem) => {
  const outcome = await importing(database, someone(), text)
  expect(outcome.problems[0]).toMatch(problem)
  expect(outcome).toMatchObject({ added: { conversations: 1 }, refused: 0 })
  expect(outcome.reduced).toBeGreaterThan(0)
})

test("another user's conversation is not theirs to take, nor is a message of it", async () => {
  const text = withMessage({ files: [file()] })
  expect((await importing(database, someone(), text)).problems).toEqual([])
  const { problems, added } = await importing(database, someone(), text)
  expect(problems).toEqual([
    `${C}: id: It is taken by something else.`,
    `${M}: conversationId: Its conversation is not there.`,
  ])
  expect(added).toMatchObject({ conversations: 0, messages: 0, files: 0 })
})

test('a message or file whose id is taken elsewhere is refused', async () => {
  const [said, added] = [message(), file()]
  const first = list(conversation({ messages: [{ ...said, files: [added] }] }))
  const second = list(conversation({ messages: [said, message({ files: [added] })] }))
  const { problems } = await importing(database, someone(), first, second)
  expect(problems).toEqual([
    'source 2: conversations.0.messages.0: id: It is taken by something else.',
    'source 2: conversations.0.messages.1.files.0: id: It is taken by something else.',
  ])
})

test('what is of another user than the first is refused', async () => {
  const text = list(
    conversation({ userId: 'a' }),
    conversation({ userId: 'b' }),
    conversation({ userId: 'a' }),
  )
  const { problems, added } = await importing(database, someone(), text)
  expect(problems).toEqual([expect.stringMatching(is('source 1: conversations.1: userId: '))])
  expect(added.conversations).toBe(2)
})

test('of a space without a name the conversations are taken, into the default one', async () => {
  const text = list(conversation({ space: { id: 'x', name: '' } }))
  const { problems, added } = await importing(database, someone(), text)
  expect(problems).toEqual([`${C}.space: name: Must not be empty.`, `${C}: spaceId: There is no such space.`])
  expect(added).toMatchObject({ spaces: 0, conversations: 1 })
})

test('a conversation with an empty title is one without', async () => {
  expect(await importing(database, someone(), list(conversation({ title: '' })))).toMatchObject({
    problems: [],
    added: { conversations: 1 },
  })
})

test('two fields at fault are one problem', async () => {
  const outcome = await importing(database, someone(), list(conversation({ title: 'a\nb', updatedAt: 'x' })))
  expect(outcome.problems).toEqual([expect.stringMatching(/updatedAt: .*title: |title: .*updatedAt: /)])
  expect(outcome).toMatchObject({ reduced: 1, refused: 0, added: { conversations: 1 } })
})

test('fields that have no place are counted', async () => {
  const text = list(
    conversation({ model: 'x', messages: [message({ tokens: 3 }), message({ tokens: 4 })] }),
    conversation({ model: 'y' }),
  )
  expect((await importing(database, someone(), text)).unread).toEqual({ model: 2, tokens: 2 })
})

test('an answer without conversations is no problem', async () => {
  const outcome = await importing(database, someone(), '{"conversations":[],"total":0}', '[]')
  expect(outcome).toMatchObject({ problems: [], refused: 0 })
})

test('a record of a space that is not there goes to the default one, and says so', async () => {
  const header = '{"type":"tertulia","version":1}'
  const record = {
    type: 'conversation',
    id: encodeId('Conversation', randomUUID()),
    spaceId: encodeId('Space', randomUUID()),
  }
  const outcome = await importing(database, someone(), `${header}\n${JSON.stringify(record)}`)
  expect(outcome.problems).toEqual(['source 1: value 2: spaceId: There is no such space.'])
  expect(outcome).toMatchObject({ added: { conversations: 1 }, reduced: 1, refused: 0 })
})

test.each([
  ['a field of its own', { parts: [{ text: { text: 'a', tone: 'b' } }] }],
  ['a part of two kinds', { parts: [{ text: { text: 'a' }, source: { title: 'b' } }] }],
  ['a part of no kind', { parts: [{}] }],
  ['a message that is being written', { content: 'a', status: 'STREAMING' }],
  ['content and parts', { content: 'a', parts: [{ text: { text: 'a' } }] }],
])('a record with %s is refused as by the API', async (_, fields) => {
  const id = encodeId('Conversation', randomUUID())
  const records = [
    { type: 'tertulia', version: 1 },
    { type: 'conversation', id },
    {
      type: 'message',
      id: encodeId('Message', randomUUID()),
      conversationId: id,
      role: 'ASSISTANT',
      ...fields,
    },
  ]
  const outcome = await importing(
    database,
    someone(),
    records.map((record) => JSON.stringify(record)).join('\n'),
  )
  expect(outcome.problems).toEqual([expect.stringMatching(is('source 1: value 3: '))])
  expect(outcome).toMatchObject({ added: { conversations: 1, messages: 0 }, refused: 1 })
})

test('two imports of the same at once leave it there once', async () => {
  const user = someone()
  const text = kept('dump')
  await importing(database, user, '[]')
  const outcomes = await Promise.all([importing(database, user, text), importing(database, user, text)])
  expect(outcomes.map(({ problems }) => problems)).toEqual([[], []])
  const owner = { owner: { subject: user } }
  expect(await database.prisma.conversation.count({ where: owner })).toBe(2)
  expect(await database.prisma.message.count({ where: { conversation: owner } })).toBe(1)
})

/** The beginning of a problem. */
function is(start: string): RegExp {
  return new RegExp(`^${start}`)
}

function of(conversations: number, messages: number, files: number) {
  return { conversations, messages, files }
}
