import type { ObjectRef } from '@pothos/core'
import { builder, type Types } from './builder.ts'
import type { FieldCost } from './cost.ts'
import { resolvePlanned } from './plan/resolve.ts'

interface PageInfoShape {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

interface ConnectionShape {
  pageInfo: PageInfoShape
  totalCount: number
}

interface EdgeShape {
  cursor: string
}

const PageInfo = builder.objectRef<PageInfoShape>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether the list goes on after this page.' }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether the list has something before this page.',
    }),
    startCursor: t.exposeString('startCursor', {
      nullable: true,
      description: 'The cursor of the first edge, for `before`; null when the page is empty.',
    }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description: 'The cursor of the last edge, for `after`; null when the page is empty.',
    }),
  }),
})

const countCost: FieldCost = () => 1

/** The connection type of a node type, and its edge type, as every list of the schema has them. */
export function connectionOf(node: ObjectRef<Types, object>, name: string) {
  const resolve = resolvePlanned as never
  const Edge = builder.objectRef<EdgeShape>(`${name}Edge`).implement({
    description: `A ${name.toLowerCase()} in a list.`,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Marks its place, for `after` and `before`.' }),
      node: t.field({ type: node, description: `The ${name.toLowerCase()} itself.`, resolve }),
    }),
  })
  return builder.objectRef<ConnectionShape>(`${name}Connection`).implement({
    description: `A page of a list of ${name.toLowerCase()}s.`,
    fields: (t) => ({
      edges: t.field({ type: [Edge], description: 'What the page holds, each with its cursor.', resolve }),
      nodes: t.field({
        type: [node],
        description: "The edges' nodes, for those who page by pageInfo alone.",
        resolve,
      }),
      pageInfo: t.expose('pageInfo', { type: PageInfo, description: 'Where the page stands in the list.' }),
      totalCount: t.exposeInt('totalCount', {
        description: 'How many the whole list has, after its filter. Counted only when selected.',
        extensions: { cost: countCost },
      }),
    }),
  })
}

/** The arguments of every connection. */
export const pageArgs = builder.args((t) => ({
  first: t.int({
    description: 'How many to read from the front, 1 to 100; 20 when neither `first` nor `last` is given.',
  }),
  after: t.string({ description: 'Read only what comes after this cursor.' }),
  last: t.int({ description: 'How many to read from the end, 1 to 100. Not together with `first`.' }),
  before: t.string({ description: 'Read only what comes before this cursor.' }),
}))
