import { builder } from '../../graphql/builder.ts'
import { pageArgs } from '../../graphql/connection.ts'
import { page, type Root } from '../../graphql/plan/declare.ts'
import type { Space as SpaceRow } from '../../platform/db/generated/client.ts'
import { SpaceConnection } from './Space.ts'
import { spaceVisibleTo } from './visibleTo.ts'

builder.queryField('spaces', (t) =>
  t.field({
    type: SpaceConnection,
    description: "The viewer's spaces, oldest first.",
    args: pageArgs,
    ...page<SpaceRow, Root>({
      where: (space, root) => spaceVisibleTo(space, root('viewer')),
      order: () => ({
        name: 'spaces',
        key: (space) => space('createdAt'),
        keyType: 'timestamptz',
        descending: false,
      }),
    }),
  }),
)
