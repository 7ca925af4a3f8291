import { type GraphQLOutputType, getNamedType, isEnumType, isNonNullType } from 'graphql'
import { join, raw, type Sql, sql } from '../../platform/db/sql.ts'
import { END, numberedBlank } from '../execution/written.ts'

/**
 * The JSON of an answer, in pieces that stand one behind the other: text as it is, and expressions of a statement, whose
 * values are written as text.
 */
export type Pieces = readonly (string | Sql)[]

/** Text as it is. Of a request only the names of its answer come here, which are letters, digits and _. */
export const literal = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`)

const expression = (piece: string | Sql): Sql => (typeof piece === 'string' ? literal(piece) : piece)

/** So many arguments a function may have. */
const MAX_ARGUMENTS = 100

/** All of them in one expression; what is NULL counts as no text. (`||` would keep all that it came to on the way.) */
export const concatenated = (pieces: Pieces): Sql => concat(merged(pieces).map(expression))

function concat(pieces: Sql[]): Sql {
  if (pieces.length <= MAX_ARGUMENTS) return sql`concat(${join(pieces)})`
  const groups = Array.from({ length: Math.ceil(pieces.length / MAX_ARGUMENTS) }, (_, index) =>
    concat(pieces.slice(index * MAX_ARGUMENTS, (index + 1) * MAX_ARGUMENTS)),
  )
  return concat(groups)
}

/** Each piece takes time for each row: what is text as it is goes into one with what is before it. */
function merged(pieces: Pieces): Pieces {
  const fewer: (string | Sql)[] = []
  for (const piece of pieces) {
    const last = fewer.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') fewer[fewer.length - 1] = last + piece
    else fewer.push(piece)
  }
  return fewer
}

/** `null` where one of them is NULL. */
export const orNull = (pieces: Pieces): Pieces => [
  sql`coalesce(${join(pieces.map(expression), ' || ')}, 'null')`,
]

/** The value of a field that is a column, or `value` of its type. */
export function valueText(type: GraphQLOutputType, value: Sql): Pieces {
  const text = nonNullText(getNamedType(type).name, isEnumType(getNamedType(type)), value)
  return isNonNullType(type) ? text : orNull(text)
}

function nonNullText(typeName: string, isEnum: boolean, value: Sql): Pieces {
  if (isEnum) return ['"', sql`${value}::text`, '"']
  switch (typeName) {
    case 'Int':
    case 'Boolean':
    case 'JSON':
    case 'JSONObject':
      return [sql`${value}::text`]
    case 'DateTime':
      return [sql`to_char(${value}, '"\\""YYYY-MM-DD"T"HH24:MI:SS.MS"Z\\""')`]
    default:
      return [sql`to_json(${value})::text`]
  }
}

/** An object of these fields, in their order. */
export const objectText = (fields: [name: string, text: Pieces][]): Pieces => [
  '{',
  ...fields.flatMap(([name, text], index) => [`${index ? ',' : ''}"${name}":`, ...text]),
  '}',
]

/** A list, from what `string_agg` makes of its items. */
export const listText = (items: Sql): Pieces => ['[', items, ']']

/** A blank, and what is said there. */
export const blankText = (number: number, said: string | Sql): Pieces => [numberedBlank(number), said, END]
