import { setTimeout } from 'node:timers/promises'
import type { Database } from '../../src/platform/db/database.ts'
import { raw, sql } from '../../src/platform/db/sql.ts'

/** Does work while nobody can read or write a table, until all of it has had some time to come. */
export const heldUp = <Result>(
  { prisma }: Database,
  table: string,
  work: () => Promise<Result>,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    prisma
      .$transaction(async (transaction) => {
        await transaction.$executeRaw(sql`LOCK TABLE ${raw(table)}`)
        work().then(resolve, reject)
        await setTimeout(500)
      })
      .catch(reject)
  })
