import type { Space } from '../../platform/db/generated/client.ts'
import { type Row, type Sql, sql } from '../../platform/db/sql.ts'

/** Who sees a space: its owner. The one rule, spread into every read and write of spaces. */
export const spaceVisibleTo = (space: Row<Space>, viewer: Sql): Sql => sql`${space('ownerId')} = ${viewer}`
