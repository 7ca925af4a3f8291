import { z } from 'zod'
import { decodeId, type NodeType } from './ids.ts'
import { Invalid } from './refusal.ts'
import { codePointLength, isCleanText, jsonBytes } from './text.ts'

/** Building blocks for the checks of inputs. Limits are the contract's; the database holds them once more. */

const NAME_LENGTH = 255
const METADATA_BYTES = 16 * 1024
const JSON_DEPTH = 32

export const text = z.string().refine(isCleanText, 'Must be well-formed Unicode without NUL.')

const named = (schema: typeof text) =>
  schema
    .refine((value) => value.length > 0, 'Must not be empty.')
    .refine((value) => codePointLength(value) <= NAME_LENGTH, `Must have at most ${NAME_LENGTH} characters.`)

/** A client's own name for something, kept as it is. */
export const label = named(text)

/** A name that people read on one line: trimmed, not empty, without control characters. */
export const title = text
  .transform((value) => value.trim())
  .pipe(named(text.regex(/^\P{Cc}*$/u, 'Must not have control characters.')))

/** A key that the client chose for something new, from its public id. */
export const chosenId = (type: NodeType) =>
  z.string().transform((id, context) => {
    const key = decodeId(type, id)
    if (key === null)
      context.addIssue(`Must be an id of a ${type.toLowerCase()}: its prefix and a UUID in base 32.`)
    return key ?? z.NEVER
  })

const namesOf = (type: NodeType) => z.object({ id: chosenId(type).nullish(), externalId: label.nullish() })

/** What a client may call something new, so that creating it can be tried again. */
export const chosenNames = {
  Space: namesOf('Space'),
  Conversation: namesOf('Conversation'),
  Message: namesOf('Message'),
}

/** A JSON value that every database and client can hold. */
export const json = (maxBytes: number) =>
  z.unknown().superRefine((value, context) => {
    const tooLong = `Must have at most ${maxBytes / 1024} KiB as JSON.`
    // Each value has a byte at least: what has more values is not read to its end.
    const left = { values: maxBytes }
    const flaw = flawOf(value, 1, left)
    if (left.values < 0) context.addIssue(tooLong)
    else if (flaw) context.addIssue(flaw)
    else if (jsonBytes(value ?? null) > maxBytes) context.addIssue(tooLong)
  })

export const metadata = json(METADATA_BYTES).transform((value) => value as Record<string, unknown>)

/** A moment in the past, for what happened elsewhere. */
export const pastTime = z
  .string()
  .refine((time) => time <= new Date().toISOString(), 'Must not lie in the future.')

function flawOf(value: unknown, depth: number, left: { values: number }): string | undefined {
  if (--left.values < 0) return 'It has too many values.'
  if (typeof value === 'string')
    return isCleanText(value) ? undefined : 'Text must be well-formed Unicode without NUL.'
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'Numbers must be finite.'
  // Such as a file that came with the operation, which is for an Upload.
  if (typeof value === 'function') return 'Must be JSON.'
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > JSON_DEPTH) return `Must not be nested deeper than ${JSON_DEPTH} levels.`
  for (const [key, item] of Object.entries(value)) {
    if (!isCleanText(key)) return 'Keys must be well-formed Unicode without NUL.'
    const flaw = flawOf(item, depth + 1, left)
    if (flaw) return flaw
  }
  return undefined
}

/** The input as the schema makes it; Invalid with every issue otherwise. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Invalid(
    result.error.issues.map(({ path, message }) => ({
      path: path.map(String).join('.') || 'input',
      message,
    })),
  )
}
