import { z } from 'zod'
import { keyOf } from '../../platform/references.ts'
import { json, label, metadata, text } from '../../platform/validation.ts'

/**
 * The parts of a message as the database keeps them: each with its `type`, named as in MessagePartInput, and the
 * fields of that input, those left out or null not there. A file stands there by its key.
 */

const TOOL_BYTES = 256 * 1024
const DATA_BYTES = 64 * 1024

/** The key of a file, from its public id. */
export const fileKey = z.string().transform((id) => keyOf('File', id))

const fields = {
  text: z.object({ text, metadata: metadata.nullish() }),
  reasoning: z.object({ text, metadata: metadata.nullish() }),
  toolCall: z.object({
    toolCallId: label,
    toolName: label,
    input: json(TOOL_BYTES).optional(),
    metadata: metadata.nullish(),
  }),
  toolResult: z.object({
    toolCallId: label,
    output: json(TOOL_BYTES).optional(),
    isError: z.boolean().nullish(),
    metadata: metadata.nullish(),
  }),
  file: z.object({ fileId: fileKey, metadata: metadata.nullish() }),
  source: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'Must be an http or https address.' })
      .pipe(text)
      .nullish(),
    title: text.nullish(),
    metadata: metadata.nullish(),
  }),
  data: z.object({
    name: label,
    dataId: label.nullish(),
    data: json(DATA_BYTES).optional(),
    metadata: metadata.nullish(),
  }),
}

type PartType = keyof typeof fields

export type Part = {
  [Type in PartType]: { type: Type } & z.output<(typeof fields)[Type]>
}[PartType]

/** A part from MessagePartInput. */
export const part = z.unknown().transform((input, context): Part => {
  const [type, value] = Object.entries(input as Record<PartType, object>)[0] as [PartType, object]
  const result = fields[type].safeParse(value)
  if (!result.success) {
    for (const { path, message } of result.error.issues)
      context.addIssue({ code: 'custom', message, path: [type, ...path] })
    return z.NEVER
  }
  const kept = Object.entries(result.data).filter(([, item]) => item != null)
  return { type, ...Object.fromEntries(kept) } as Part
})

/** The text of a message: its text parts joined. */
export const textOf = (parts: Part[]): string =>
  parts.map((item) => (item.type === 'text' ? item.text : '')).join('')

/** What the column `parts` keeps: nothing where the content tells it all. */
export function storedParts(parts: Part[]): Part[] | null {
  const [first] = parts
  const plain = parts.length === 1 && first?.type === 'text' && first.text !== '' && !first.metadata
  return plain || !parts.length ? null : parts
}

/** The parts of a message, from its row. */
export function partsOf({ content, parts }: { content: string; parts: unknown }): Part[] {
  if (parts) return parts as Part[]
  return content ? [{ type: 'text', text: content }] : []
}
