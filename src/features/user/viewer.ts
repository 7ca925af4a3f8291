import { builder } from '../../graphql/builder.ts'
import { one, type Root } from '../../graphql/plan/declare.ts'
import type { User as UserRow } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { User } from './User.ts'

builder.queryField('viewer', (t) =>
  t.field({
    type: User,
    description: 'Who is asking: the user of the token.',
    ...one<UserRow, Root>((user, root) => sql`${user('id')} = ${root('viewer')}`),
  }),
)
