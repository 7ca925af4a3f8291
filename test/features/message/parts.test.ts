import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, mutate, uploadedFile } from '../fixtures.ts'
import { message, messagesOf } from './fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)
const KiB = 1024

const metadata = { 'any key': [{ nested: null }, true, 1.5, 'ü'] }
const json = { deep: [1, 'two', { three: null }], empty: {}, float: 1e-7, big: 1e21 }

const add = async (parts: object[]) => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, role: 'ASSISTANT', content: undefined, parts })
  return message(user, id)
}

test('parts of all seven kinds come back as they were given', async () => {
  const file = await uploadedFile(database, user)
  const stored = await add([
    { text: { text: 'Look: ', metadata } },
    { reasoning: { text: 'Hm.', metadata } },
    { toolCall: { toolCallId: 'call 1', toolName: 'search', input: json, metadata } },
    { toolResult: { toolCallId: 'call 1', output: json, isError: true, metadata } },
    { file: { fileId: file, metadata } },
    { source: { url: 'https://example.org/a?b=c#d', title: 'A page', metadata } },
    { data: { name: 'weather', dataId: '1', data: json, metadata } },
    { text: { text: 'there.' } },
  ])
  expect(stored.parts).toEqual([
    { __typename: 'TextPart', text: 'Look: ', metadata },
    { __typename: 'ReasoningPart', text: 'Hm.', metadata },
    { __typename: 'ToolCallPart', toolCallId: 'call 1', toolName: 'search', input: json, metadata },
    { __typename: 'ToolResultPart', toolCallId: 'call 1', output: json, isError: true, metadata },
    { __typename: 'FilePart', file: { id: file }, metadata },
    { __typename: 'SourcePart', url: 'https://example.org/a?b=c#d', title: 'A page', metadata },
    { __typename: 'DataPart', name: 'weather', dataId: '1', data: json, metadata },
    { __typename: 'TextPart', text: 'there.', metadata: null },
  ])
  expect(stored.content).toBe('Look: there.')
})

test('what a part leaves out is null, and a tool did not fail', async () => {
  const { parts } = await add([
    { toolCall: { toolCallId: '1', toolName: 'now' } },
    { toolResult: { toolCallId: '1' } },
    { source: {} },
    { data: { name: 'line' } },
  ])
  expect(parts).toEqual([
    { __typename: 'ToolCallPart', toolCallId: '1', toolName: 'now', input: null, metadata: null },
    { __typename: 'ToolResultPart', toolCallId: '1', output: null, isError: false, metadata: null },
    { __typename: 'SourcePart', url: null, title: null, metadata: null },
    { __typename: 'DataPart', name: 'line', dataId: null, data: null, metadata: null },
  ])
})

test.each([false, 0, '', [], {}, 'text', 3])('a tool answers with any JSON: %j', async (output) => {
  const { parts } = await add([{ toolResult: { toolCallId: '1', output } }])
  expect(parts[0].output).toEqual(output)
})

test.each([
  ['content', { content: 'Hi' }],
  ['a plain text part', { content: undefined, parts: [{ text: { text: 'Hi' } }] }],
])('a message of %s has one text part', async (_, input) => {
  const { id: conversationId } = await createConversation(user)
  const { id } = await addMessage(user, { conversationId, ...input })
  expect(await message(user, id)).toMatchObject({
    content: 'Hi',
    parts: [{ __typename: 'TextPart', text: 'Hi', metadata: null }],
  })
})

test.each([
  ['an empty text part', [{ text: { text: '' } }], [{ text: '' }]],
  ['two text parts', [{ text: { text: 'a' } }, { text: { text: 'b' } }], [{ text: 'a' }, { text: 'b' }]],
])('%s stays what it is', async (_, given, kept) => {
  expect((await add(given)).parts).toMatchObject(kept)
})

const text = (bytes: number) => 'x'.repeat(bytes)
const nested = (depth: number): object => (depth === 1 ? {} : { a: nested(depth - 1) })
// What surrounds the text in JSON: {"a":"…"}.
const jsonOf = (bytes: number) => ({ a: text(bytes - 8) })

const limits: [name: string, within: object, beyond: object][] = [
  [
    '1,000 parts',
    { parts: Array(1000).fill({ text: { text: 'a' } }) },
    { parts: Array(1001).fill({ text: { text: 'a' } }) },
  ],
  [
    '1 MiB of text in all',
    { parts: [{ text: { text: text(1023 * KiB) } }, { text: { text: text(KiB) } }] },
    { parts: [{ text: { text: text(1023 * KiB) } }, { text: { text: text(KiB + 1) } }] },
  ],
  [
    '2 MiB of parts',
    { parts: [{ reasoning: { text: text(1024 * KiB) } }, { reasoning: { text: text(1023 * KiB) } }] },
    { parts: [{ reasoning: { text: text(1024 * KiB) } }, { reasoning: { text: text(1024 * KiB) } }] },
  ],
  [
    '256 KiB of tool input',
    { parts: [{ toolCall: { toolCallId: '1', toolName: 'a', input: jsonOf(256 * KiB) } }] },
    { parts: [{ toolCall: { toolCallId: '1', toolName: 'a', input: jsonOf(256 * KiB + 1) } }] },
  ],
  [
    '256 KiB of tool output',
    { parts: [{ toolResult: { toolCallId: '1', output: jsonOf(256 * KiB) } }] },
    { parts: [{ toolResult: { toolCallId: '1', output: jsonOf(256 * KiB + 1) } }] },
  ],
  [
    '64 KiB of data',
    { parts: [{ data: { name: 'a', data: jsonOf(64 * KiB) } }] },
    { parts: [{ data: { name: 'a', data: jsonOf(64 * KiB + 1) } }] },
  ],
  [
    "16 KiB of a part's metadata",
    { parts: [{ text: { text: 'a', metadata: jsonOf(16 * KiB) } }] },
    { parts: [{ text: { text: 'a', metadata: jsonOf(16 * KiB + 1) } }] },
  ],
  ['16 KiB of metadata', { metadata: jsonOf(16 * KiB) }, { metadata: jsonOf(16 * KiB + 1) }],
  ['32 levels of metadata', { metadata: nested(32) }, { metadata: nested(33) }],
  [
    '32 levels of data',
    { parts: [{ data: { name: 'a', data: nested(32) } }] },
    { parts: [{ data: { name: 'a', data: nested(33) } }] },
  ],
  [
    '255 characters of a name',
    { parts: [{ toolCall: { toolCallId: '🔧'.repeat(255), toolName: '🔧'.repeat(255) } }] },
    { parts: [{ toolCall: { toolCallId: '🔧'.repeat(256), toolName: 'a' } }] },
  ],
]

test.each(limits)('a message takes %s', async (_, within) => {
  const { id: conversationId } = await createConversation(user)
  await addMessage(user, { conversationId, content: undefined, ...within })
  expect(await messagesOf(user, conversationId)).toHaveLength(1)
})

test.each(limits)('a message takes no more than %s', async (_name, _within, beyond) => {
  const { id: conversationId } = await createConversation(user)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'TOOL', ...beyond })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: expect.stringMatching(/^(parts|metadata)/) }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
})

test.each<[string, object, string]>([
  ['NUL in text', { text: { text: '\0' } }, 'parts.0.text.text'],
  ['half a character in reasoning', { reasoning: { text: '\ud800' } }, 'parts.0.reasoning.text'],
  ['NUL in JSON', { data: { name: 'a', data: ['\0'] } }, 'parts.0.data.data'],
  ['NUL in a key', { data: { name: 'a', data: { '\0': 1 } } }, 'parts.0.data.data'],
  ['a source of another scheme', { source: { url: 'javascript:alert(1)' } }, 'parts.0.source.url'],
  ['a source that is no address', { source: { url: 'nowhere' } }, 'parts.0.source.url'],
  ['a tool without a name', { toolCall: { toolCallId: '1', toolName: '' } }, 'parts.0.toolCall.toolName'],
  ['data without a name', { data: { name: '' } }, 'parts.0.data.name'],
])('%s is refused, and told where', async (_, part, path) => {
  const { id: conversationId } = await createConversation(user)
  expect(await mutate(user, 'addMessage', { conversationId, role: 'TOOL', parts: [part] })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path }],
  })
  expect(await messagesOf(user, conversationId)).toEqual([])
})
