import { Kind, type ValueNode, valueFromASTUntyped } from 'graphql'
import { builder } from './builder.ts'
import { parseDateTime, writeDateTime } from './dateTime.ts'

builder.scalarType('DateTime', {
  description:
    'A moment as RFC 3339: in answers in UTC with milliseconds, such as `2026-01-31T12:00:00.000Z`.',
  parseValue: (value) => {
    const time = typeof value === 'string' ? parseDateTime(value) : null
    if (time === null)
      throw new TypeError(
        'DateTime must be an RFC 3339 date and time with its offset, such as 2026-01-31T12:00:00Z.',
      )
    return time
  },
  serialize: (value) => {
    const time = writeDateTime(String(value))
    if (time === null) throw new TypeError(`Not a moment: ${value}`)
    return time
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  parseValue: (value) => value,
  parseLiteral: literal,
  serialize: (value) => value,
})

builder.scalarType('JSONObject', {
  description: 'A JSON object.',
  parseValue: asObject,
  parseLiteral: (node, variables) => asObject(literal(node, variables)),
  serialize: (value) => value as Record<string, unknown>,
})

function literal(node: ValueNode, variables?: Record<string, unknown> | null): unknown {
  // Values of a literal have no prototype; JSON from variables has: make them alike.
  return node.kind === Kind.NULL ? null : structuredClone(valueFromASTUntyped(node, variables))
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError('JSONObject must be a JSON object.')
  return value as Record<string, unknown>
}
