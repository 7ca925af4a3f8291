import type { Prisma } from '../../../src/platform/db/generated/client.ts'
import { moment } from '../rows.ts'
import { anyJson, anyText } from './anything.ts'

interface Place {
  id: string
  conversationId: string
  authorId: string
  i: number
  position: number
  writtenAt: number
  /** Of a file of its own, and of one that is gone. */
  fileKeys: string[]
}

const roles = ['USER', 'ASSISTANT', 'TOOL', 'SYSTEM', 'DEVELOPER'] as const
const statuses = ['COMPLETE', 'STREAMING', 'CANCELLED', 'FAILED'] as const

/** A part of every type, some with all of their fields and some with none that may be left out. */
const everyPart = (fileKeys: string[]) => [
  { type: 'text', text: `one ${anyText}`, metadata: { a: 1, ...anyJson } },
  { type: 'reasoning', text: 'hm' },
  { type: 'toolCall', toolCallId: 't1', toolName: 'search', input: { q: ['x', null, 1.5], anyJson } },
  { type: 'toolResult', toolCallId: 't1', output: `found ${anyText}`, isError: true, metadata: {} },
  { type: 'toolResult', toolCallId: 't2' },
  ...fileKeys.map((fileId) => ({ type: 'file', fileId })),
  { type: 'source', url: 'https://example.com/', title: 'Example' },
  { type: 'source' },
  { type: 'data', name: 'chart', dataId: 'd', data: [1, { two: 2 }] },
  { type: 'text', text: 'two' },
]

/** A message made of nothing, of plain content, or of parts. */
export function messageRow({
  i,
  writtenAt,
  fileKeys,
  authorId,
  ...place
}: Place): Prisma.MessageCreateManyInput {
  const parts = i % 4 === 1 || i % 4 === 2 ? everyPart(fileKeys) : undefined
  const role = roles[i % roles.length] ?? 'USER'
  return {
    ...place,
    role,
    authorId: role === 'ASSISTANT' || role === 'TOOL' ? null : authorId,
    status: statuses[i % statuses.length] ?? 'COMPLETE',
    externalId: i % 2 ? `m${place.position}` : null,
    content: parts ? `one ${anyText}two` : i % 4 ? '' : `Message ${i} ${anyText}`,
    ...(parts && { parts }),
    metadata: i % 2 ? { i, ...anyJson } : undefined,
    editedAt: i % 4 ? null : moment(9),
    createdAt: moment(writtenAt),
    updatedAt: moment(i),
  }
}
