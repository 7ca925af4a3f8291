import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { DataRecord, FileRecord, HeaderRecord } from '../../src/export/records.ts'
import { encodeId, type NodeType } from '../../src/platform/ids.ts'

/** Any history that the API could have kept, as the lines of an export. */

const id = (type: NodeType) => fc.constant(null).map(() => encodeId(type, randomUUID()))

const time = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

const text = (maxLength: number) =>
  fc.string({ unit: 'grapheme', maxLength }).filter((value) => !value.includes('\0') && value.isWellFormed())

const label = text(20).filter((value) => value.length > 0)
const title = label.map((value) => value.replace(/\p{Cc}/gu, '').trim()).filter((value) => value.length > 0)

/** Node 24 takes a key with an escape for one of another object (nodejs/node#63785). */
JSON.parse('{"a":[],"\\\\":0}')
const misreadsKeys = !('"' in JSON.parse('{"a":0,"\\"":0}'))
const isReadable = (value: string) => !misreadsKeys || !value.includes('\\')

/** PostgreSQL has one zero. */
const json = fc
  .json({ maxDepth: 3 })
  .filter((value) => !/\\u0000|\\ud[89a-f]/i.test(value) && isReadable(value))
  .map((value) => JSON.parse(value.replaceAll('-0', '0')))
const metadata = fc.dictionary(
  label.filter((name) => isReadable(JSON.stringify(name))),
  json,
  { maxKeys: 3 },
)

/** With some of the optional fields, and never with one that is undefined. */
const some = <Required extends object, Optional extends object>(
  required: { [Name in keyof Required]: fc.Arbitrary<Required[Name]> },
  optional: { [Name in keyof Optional]: fc.Arbitrary<Optional[Name]> },
) =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) as never[] }) as fc.Arbitrary<
    Required & Partial<Optional>
  >

const part = fc.oneof(
  some({ text: text(40) }, { metadata }).map((fields) => ({ text: fields })),
  some({ text: text(40) }, { metadata }).map((fields) => ({ reasoning: fields })),
  some({ toolCallId: label, toolName: label }, { input: json.filter((value) => value !== null) }).map(
    (fields) => ({
      toolCall: fields,
    }),
  ),
  some({ toolCallId: label }, { isError: fc.boolean() }).map((fields) => ({ toolResult: fields })),
  some({}, { title: text(10), metadata }).map((fields) => ({ source: fields })),
  some({ name: label }, { dataId: label }).map((fields) => ({ data: fields })),
)

const file: fc.Arbitrary<FileRecord> = fc.record({
  type: fc.constant('file' as const),
  id: id('File'),
  name: label,
  contentType: label,
  size: fc.nat(),
  createdAt: time,
})

const content = fc.oneof(
  fc.record({ content: text(60) }),
  fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 4 }) }),
)

const message = fc
  .tuple(
    some(
      {
        type: fc.constant('message' as const),
        id: id('Message'),
        role: fc.constantFrom('SYSTEM', 'USER', 'ASSISTANT', 'TOOL'),
      },
      {
        status: fc.constantFrom('CANCELLED', 'FAILED'),
        metadata,
        createdAt: time,
        editedAt: time,
        updatedAt: time,
        files: fc.array(file, { minLength: 1, maxLength: 3 }),
      },
    ),
    content,
  )
  .map(([fields, content]) => ({ ...fields, ...content }))

const space = some(
  { type: fc.constant('space' as const), id: id('Space'), name: title },
  { createdAt: time, updatedAt: time },
)

const conversation = some(
  { type: fc.constant('conversation' as const), id: id('Conversation') },
  {
    title,
    isPinned: fc.constant(true),
    agentId: label,
    mode: label,
    metadata,
    createdAt: time,
    updatedAt: time,
    archivedAt: time,
    trashedAt: time,
  },
)

export const histories: fc.Arbitrary<(HeaderRecord | DataRecord)[]> = fc
  .tuple(
    fc.array(space, { maxLength: 2 }),
    fc.array(file, { maxLength: 2 }),
    fc.array(fc.tuple(conversation, fc.array(message, { maxLength: 6 }), fc.nat()), { maxLength: 4 }),
  )
  .map(([spaces, files, conversations]) => [
    { type: 'tertulia', version: 1 },
    ...spaces,
    ...files,
    ...conversations.flatMap(([own, messages, choice]) => {
      const spaceId = spaces[choice % (spaces.length + 1)]?.id
      return [
        { ...own, ...(spaceId ? { spaceId } : {}) },
        ...messages.map((said) => ({ ...said, conversationId: own.id })),
      ]
    }),
  ])
