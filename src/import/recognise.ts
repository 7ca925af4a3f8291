import type { DataRecord } from '../export/records.ts'
import { LISTS, type Located } from './readValues.ts'

/** What a client kept, by what it is of: records of an export, and the objects of a REST API. */
export type Item = Located & { kind: 'header' | 'record' | 'conversation' | 'message' | 'unknown' }

export type Fields = Record<string, unknown>

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const has = (value: Fields, ...names: string[]) => names.some((name) => name in value)

const RECORDS: string[] = ['space', 'conversation', 'message', 'file'] satisfies DataRecord['type'][]

/** Enough for a list in the state of a store in a dump of localStorage. */
const DEPTH = 6

/** The items in a value: an answer, a list, a dump of localStorage, whose values are JSON. */
export function* itemsIn(
  { value, place, isItem }: Located,
  isExport: boolean,
  depth = DEPTH,
): Generator<Item> {
  if (!depth) return
  if (Array.isArray(value))
    for (const [index, item] of value.entries())
      yield* itemsIn({ value: item, place: `${place}.${index}`, isItem: true }, isExport, depth - 1)
  else if (!isObject(value)) yield { kind: 'unknown', value, place }
  else if (value.type === 'tertulia') yield { kind: 'header', value, place }
  else if (isExport)
    yield { kind: RECORDS.includes(value.type as string) ? 'record' : 'unknown', value, place }
  else if (has(value, 'role')) yield { kind: 'message', value, place }
  else if (isConversation(value)) yield { kind: 'conversation', value, place }
  else if (isItem && !isAnswer(value)) yield { kind: 'unknown', value, place }
  else yield* itemsAmong(value, place, depth - 1)
}

/** Whether it is an answer, though perhaps of nothing. */
export const isAnswer = (value: unknown): boolean =>
  Array.isArray(value) ||
  (isObject(value) && [...LISTS, 'messages'].some((name) => Array.isArray(value[name])))

/** An answer with messages has no title; a conversation may lack its id, and is refused for it. */
const isConversation = (value: Fields) => has(value, 'title') || (has(value, 'id') && has(value, 'messages'))

/** Whatever else such an object holds, the client's settings or the number of a page, is no item. */
function* itemsAmong(fields: Fields, place: string, depth: number): Generator<Item> {
  for (const [name, field] of Object.entries(fields)) {
    const value = typeof field === 'string' ? parsed(field) : field
    if (typeof value !== 'object' || value === null) continue
    const items = [...itemsIn({ value, place: `${place}.${name}` }, false, depth)]
    if (items.some(({ kind }) => kind !== 'unknown')) yield* items
  }
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
