import type { Random } from '../../src/seed/random.ts'
import type { Belongings } from './belongings.ts'
import { corrupt } from './corrupt.ts'
import { type Kind, type Operation, writeOperation } from './operation.ts'

export interface Payload extends Operation {
  /** As JSON text, or what was made of that. */
  text: string
}

const anything = ['null', '0', 'true', '""', '"x"', '[]', '{}', '[{}]', '{"__proto__": {"a": 1}}', '"{}"']

/** What a client sends for an operation: two in five are wrong on purpose, in the document or around it. */
export function writePayload(random: Random, belongings: Belongings, kind: Kind): Payload {
  const operation = writeOperation(random, belongings, kind)
  const query = random.chance(0.15) ? corrupt(random, operation.query) : operation.query
  const fields = [
    ['query', random.chance(0.02) ? random.pick(anything) : JSON.stringify(query)],
    ['variables', random.chance(0.05) ? random.pick(anything) : operation.variables],
  ]
  if (random.chance(0.1)) fields.push(['operationName', random.pick(['"Q"', ...anything])])
  if (random.chance(0.05)) fields.push(['extensions', random.pick(anything)])
  if (random.chance(0.02)) fields.push([random.pick(['id', '__proto__', 'query']), random.pick(anything)])
  if (random.chance(0.02)) fields.splice(random.integer(0, fields.length), 1)
  const text = `{${fields.map(([name, value]) => `"${name}": ${value}`).join()}}`
  return { ...operation, query, text: random.chance(0.08) ? corrupt(random, text) : text }
}
