import { z } from 'zod'
import type { Message } from '../../platform/db/generated/client.ts'
import { newKey } from '../../platform/ids.ts'
import { byteLength, jsonBytes } from '../../platform/text.ts'
import { chosenId, label, metadata, pastTime, text } from '../../platform/validation.ts'
import type { FileReference } from '../file/index.ts'
import type { StoredMessage } from './insertMessages.ts'
import { fileKey, type Part, part, storedParts, textOf } from './parts.ts'

/** What a message is made of, checked, and as the database keeps it. */

const CONTENT_BYTES = 1024 * 1024
const PARTS_BYTES = 2 * 1024 * 1024
const MAX_PARTS = 1000
export const MAX_FILES = 32
export const TOO_MANY_FILES = `Must have at most ${MAX_FILES} files, those of its parts among them.`

interface Content {
  content: string
  parts: Part[] | null
}

/** What the parts of a message come to. */
export interface Sizes {
  partCount: number
  /** Of the text parts, as UTF-8. */
  contentBytes: number
  /** Of all parts, as JSON. */
  bytes: number
}

export const sizesOf = (parts: Part[]): Sizes => ({
  partCount: parts.length,
  contentBytes: byteLength(textOf(parts)),
  bytes: jsonBytes(parts),
})

/** What is too large in a message of these sizes, if anything. */
export function flawOfSizes({ partCount, contentBytes, bytes }: Sizes): string | null {
  if (partCount > MAX_PARTS) return `Must have at most ${MAX_PARTS} parts.`
  if (contentBytes > CONTENT_BYTES) return 'Must have at most 1 MiB of text.'
  if (bytes > PARTS_BYTES) return 'Must have at most 2 MiB in all.'
  return null
}

export const flawOf = (parts: Part[]): string | null => flawOfSizes(sizesOf(parts))

/** The columns that keep these parts. */
export const contentOf = (parts: Part[]): Content => ({ content: textOf(parts), parts: storedParts(parts) })

/** The fields of an input that say what a message is made of. */
export const contentFields = {
  content: text.refine((value) => byteLength(value) <= CONTENT_BYTES, 'Must have at most 1 MiB.').nullish(),
  parts: z.array(part).nullish(),
  metadata: metadata.nullish(),
  fileIds: z.array(fileKey).nullish(),
}

interface Fields {
  content?: string | null | undefined
  parts?: Part[] | null | undefined
  fileIds?: string[] | null | undefined
}

/** Content and files from those fields; issues where they do not go together. */
export function assemble(
  input: Fields,
  context: z.RefinementCtx,
): { stored: Content; files: FileReference[] } {
  if (input.content != null && input.parts != null)
    context.addIssue({ code: 'custom', path: ['parts'], message: 'Give content or parts, not both.' })
  const flaw = input.parts && flawOf(input.parts)
  if (flaw) context.addIssue({ code: 'custom', path: ['parts'], message: flaw })
  const stored = input.parts ? contentOf(input.parts) : { content: input.content ?? '', parts: null }
  const files = filesOf(input.fileIds ?? [], input.parts ?? [])
  if (files.length > MAX_FILES)
    context.addIssue({ code: 'custom', path: ['fileIds'], message: TOO_MANY_FILES })
  return { stored, files }
}

/** Each file once, at the place where it is first named. */
export function filesOf(fileKeys: string[], parts: Part[]): FileReference[] {
  const references = [
    ...fileKeys.map((key, index) => ({ fileKey: key, path: `fileIds.${index}` })),
    ...parts.flatMap((item, index) =>
      item.type === 'file' ? [{ fileKey: item.fileId, path: `parts.${index}.file.fileId` }] : [],
    ),
  ]
  return references.filter(
    ({ fileKey }, index) => references.findIndex((other) => other.fileKey === fileKey) === index,
  )
}

export const messageStatus = z.enum(['STREAMING', 'COMPLETE', 'CANCELLED', 'FAILED'])
const roles = ['SYSTEM', 'DEVELOPER', 'USER', 'ASSISTANT', 'TOOL'] as const

export const newMessageFields = {
  id: chosenId('Message').nullish(),
  externalId: label.nullish(),
  role: z.enum(roles),
  ...contentFields,
}

/** The file of an input's one part. */
export const filesOfPart = (part: Part): FileReference[] =>
  part.type === 'file' ? [{ fileKey: part.fileId, path: 'part.file.fileId' }] : []

/** The files of several messages of one input. */
export const filesOfAll = (messages: { files: FileReference[] }[]): FileReference[] =>
  messages.flatMap(({ files }, index) =>
    files.map(({ fileKey, path }) => ({ fileKey, path: `messages.${index}.${path}` })),
  )

/** A message of NewMessageInput. */
export const newMessage = z
  .object({
    ...newMessageFields,
    status: messageStatus
      .refine(
        (status) => status !== 'STREAMING',
        'Must not be STREAMING: open such a message with addMessage.',
      )
      .nullish(),
    createdAt: pastTime.nullish(),
  })
  .transform((input, context) => ({ ...input, ...assemble(input, context) }))

export type NewMessage = z.output<typeof newMessage>

/** Who wrote it: the person, unless an assistant or a tool did. */
const authorOf = (role: Message['role'], viewerKey: string): string | null =>
  role === 'ASSISTANT' || role === 'TOOL' ? null : viewerKey

const MAX_MESSAGES = 2000

/** Messages to be stored at once. Each id and externalId stands once. */
export const newMessages = z
  .array(newMessage)
  .max(MAX_MESSAGES, `Must have at most ${MAX_MESSAGES} messages.`)
  .superRefine((messages, context) => {
    for (const name of ['id', 'externalId'] as const) {
      const seen = new Set<string>()
      messages.forEach((message, index) => {
        const value = message[name]
        if (value == null) return
        if (seen.has(value))
          context.addIssue({ code: 'custom', path: [index, name], message: 'Stands twice.' })
        seen.add(value)
      })
    }
  })

/** The row of a new message at a position. */
export const storedMessage = (
  viewer: { id: string },
  message: Omit<NewMessage, 'status' | 'createdAt'> & {
    status?: Message['status'] | null | undefined
    createdAt?: string | null | undefined
  },
  position: number,
): StoredMessage => ({
  id: message.id ?? newKey(),
  externalId: message.externalId ?? null,
  position,
  authorId: authorOf(message.role, viewer.id),
  role: message.role,
  status: message.status ?? 'COMPLETE',
  content: message.stored.content,
  parts: message.stored.parts,
  metadata: message.metadata ?? null,
  createdAt: message.createdAt ?? null,
})
