import { builder } from '../../graphql/builder.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import type { PlannedType } from '../../graphql/plan/declare.ts'
import type { User as UserRow } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'

const planned: PlannedType<UserRow> = {
  table: 'users',
  visibleTo: (user, viewer) => sql`${user('id')} = ${viewer}`,
}

export const User = builder.prismaObject('User', {
  description: 'A person who keeps conversations here. Everyone sees only themselves.',
  interfaces: [Node],
  extensions: { planned },
  fields: (t) => ({
    id: t.id(nodeId('User')),
    name: t.exposeString('name', { description: "The token's `name`, else its `sub`." }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When they were first seen.' }),
  }),
})
