import type { ExecutionResult } from 'graphql'
import { Bare } from '../../platform/bare.ts'

/** A part of an answer that is JSON already. */
export class JsonText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** For whoever writes the answer with JSON.stringify, and is in no hurry. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** The JSON of what an execution came to, as JSON.stringify writes it: what is JSON already is taken as it is. */
export const writeResult = (result: ExecutionResult): string => writeEntries(result)

/** The JSON of a value in a result. */
export function writeJson(value: unknown): string {
  if (value instanceof JsonText) return value.text
  if (value instanceof Bare) return writeEntries(value)
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`
  return JSON.stringify(value) ?? 'null'
}

function writeEntries(object: object): string {
  const entries: string[] = []
  for (const [name, value] of Object.entries(object))
    if (value !== undefined) entries.push(`${JSON.stringify(name)}:${writeJson(value)}`)
  return `{${entries.join(',')}}`
}
