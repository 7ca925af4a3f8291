import type { File } from '../../platform/db/generated/client.ts'
import { type Row, type Sql, sql } from '../../platform/db/sql.ts'

/** Who sees a file: its owner. The one rule, spread into every read and write of files. */
export const fileVisibleTo = (file: Row<File>, viewer: Sql): Sql => sql`${file('ownerId')} = ${viewer}`
