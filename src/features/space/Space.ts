import { builder } from '../../graphql/builder.ts'
import { queryById } from '../../graphql/byId.ts'
import { connectionOf } from '../../graphql/connection.ts'
import { Node, nodeId } from '../../graphql/node.ts'
import { one, type PlannedType } from '../../graphql/plan/declare.ts'
import type { Space as SpaceRow, User as UserRow } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { User } from '../user/index.ts'
import { spaceVisibleTo } from './visibleTo.ts'

const planned: PlannedType<SpaceRow> = { table: 'spaces', visibleTo: spaceVisibleTo }

export const Space = builder.prismaObject('Space', {
  description: 'A workspace or project that groups conversations. Everyone has a default one.',
  interfaces: [Node],
  extensions: { planned },
  fields: (t) => ({
    id: t.id(nodeId('Space')),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description:
        "The client's own name for it, unique among the owner's spaces; null where none was given.",
    }),
    name: t.exposeString('name', { description: 'At most 255 characters.' }),
    isDefault: t.exposeBoolean('isDefault', {
      description: 'Whether conversations go here that are created without a space. It cannot be deleted.',
    }),
    owner: t.field({
      type: User,
      description: 'Whose it is.',
      ...one<UserRow, SpaceRow>((user, space) => sql`${user('id')} = ${space('ownerId')}`),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When it was last renamed, or created.',
    }),
  }),
})

export const SpaceConnection = connectionOf(Space, 'Space')

queryById('Space', Space)
