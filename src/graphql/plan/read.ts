import { GraphQLError, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql'
import type { Sql } from '../../platform/db/sql.ts'
import type { Query } from '../../platform/db/statements.ts'
import type { Context } from '../context.ts'
import { type Blank, Written } from '../execution/written.ts'
import { budgetOf } from './budget.ts'
import type { Scope } from './compile.ts'
import type { Root } from './declare.ts'
import { earlyReads } from './early.ts'
import type { Place } from './place.ts'
import type { Reader } from './preparedRead.ts'
import type { RootColumn } from './readStatement.ts'

/** Fragments that spread each other twice make thousands of subselects out of a few lines. */
const MAX_NAMES = 500

/** With the variables that its key has, and no others: what is compiled is kept for a while. */
function scopeOf(
  { schema, fragments }: GraphQLResolveInfo,
  variableValues: Record<string, unknown>,
  blanks: Blank[],
): Scope {
  let names = 0
  const nextName = () => {
    if (++names > MAX_NAMES)
      throw new GraphQLError('The operation selects too many lists and objects at once.', {
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      })
    return `t${names}`
  }
  return { operation: { schema, fragments, variableValues }, nextName, blanks }
}

/** What stands for one answer: a subscription keeps its context while each of its events has an answer. */
export const answerOf = (context: Context, { rootValue }: GraphQLResolveInfo): object =>
  (rootValue as object | undefined) ?? context

export interface Read {
  type: GraphQLObjectType
  place: Place
  root: Partial<Root>
  compile: (scope: Scope) => Sql
  /** To send it by, at once. */
  query?: Query | undefined
}

/** The object that is read, or null where there is none. */
export async function read(
  context: Context,
  info: GraphQLResolveInfo,
  { type, place, root, compile, query }: Read,
): Promise<Written | null> {
  const variables = place.variables(info.variableValues)
  const columns = Object.keys(root) as RootColumn[]
  const key = `${type.name} ${columns.join()} ${place.key(variables)}`
  const prepared = context.reads.prepare(key, place.nodes, (): Reader => {
    const blanks: Blank[] = []
    return { columns, sql: compile(scopeOf(info, variables, blanks)), blanks }
  })
  const early = earlyReads(context, info)
  if (early) await early
  const text = await prepared.load({ root, budget: budgetOf(answerOf(context, info)) }, query)
  return text === null ? null : new Written(type.name, text, prepared.blanks)
}
