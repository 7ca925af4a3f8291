import { type GraphQLOutputType, getNamedType, isEnumType, isNonNullType } from 'graphql'
import { join, raw, type Sql, sql } from '../../platform/db/sql.ts'
import { END, numberedBlank } from '../execution/written.ts'

/** The JSON of an answer, as expressions of a statement whose values are text. */

/** Text as it is. Of a request only the names of its answer come here, which are letters, digits and _. */
export const literal = (text: string): Sql => raw(`'${text.replaceAll("'", "''")}'`)

/** NULL where one of them is. */
const joined = (...pieces: Sql[]): Sql => join(pieces, ' || ')

/** So many arguments a function may have. */
const MAX_ARGUMENTS = 100

/** Text of many pieces, none of which is NULL. (`||` would keep all that it came to on the way.) */
function concatenated(pieces: Sql[]): Sql {
  if (pieces.length <= MAX_ARGUMENTS) return sql`concat(${join(pieces)})`
  const groups = Array.from({ length: Math.ceil(pieces.length / MAX_ARGUMENTS) }, (_, index) =>
    concatenated(pieces.slice(index * MAX_ARGUMENTS, (index + 1) * MAX_ARGUMENTS)),
  )
  return concatenated(groups)
}

/** A value in quotes that has nothing to escape. */
const quoted = (value: Sql): Sql => joined(literal('"'), value, literal('"'))

/** The value of a field that is a column, or `value` of its type. */
export function valueText(type: GraphQLOutputType, value: Sql): Sql {
  const text = nonNullText(getNamedType(type).name, isEnumType(getNamedType(type)), value)
  return isNonNullType(type) ? text : orNull(text)
}

function nonNullText(typeName: string, isEnum: boolean, value: Sql): Sql {
  if (isEnum) return quoted(sql`${value}::text`)
  switch (typeName) {
    case 'Int':
    case 'Boolean':
    case 'JSON':
    case 'JSONObject':
      return sql`${value}::text`
    case 'DateTime':
      return quoted(sql`to_char(${value}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
    default:
      return sql`to_json(${value})::text`
  }
}

export const orNull = (text: Sql): Sql => sql`coalesce(${text}, 'null')`

/** An object of these fields, in their order. */
export const objectText = (fields: [name: string, text: Sql][]): Sql =>
  concatenated([
    ...fields.flatMap(([name, text], index) => [literal(`${index ? ',' : '{'}"${name}":`), text]),
    literal(fields.length ? '}' : '{}'),
  ])

/** A list, from what `string_agg` makes of its items. */
export const listText = (items: Sql): Sql => concatenated([literal('['), items, literal(']')])

/** A blank, and what is said there. */
export const blankText = (number: number, said: Sql): Sql =>
  joined(literal(numberedBlank(number)), said, literal(END))
