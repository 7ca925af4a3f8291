import { createSpace, renameSpace } from '../features/space/index.ts'
import { sql } from '../platform/db/sql.ts'
import { encodeId } from '../platform/ids.ts'
import type { Session } from '../platform/session.ts'
import { validate } from '../platform/validation.ts'
import type { Fields } from './recognise.ts'
import type { Report } from './report.ts'
import { requireName } from './requireName.ts'
import { asInput, take } from './take.ts'
import { spaceTimes } from './times.ts'

const OPTIONAL = ['createdAt', 'updatedAt']

export async function writeSpace(session: Session, record: Fields, place: string, report: Report) {
  if (record.isDefault) return nameDefaultSpace(session, record, report)
  requireName(record)
  let isNew = false
  await take(
    record,
    OPTIONAL,
    (why) => report.reduce(place, why),
    ({ type, isDefault, createdAt, updatedAt, ...input }) => {
      const times = validate(spaceTimes, { createdAt, updatedAt })
      return createSpace(session, asInput('CreateSpaceInput', input), async ({ prisma }, key) => {
        isNew = true
        await prisma.$executeRaw(sql`
          UPDATE spaces SET created_at = coalesce(${times.createdAt}::timestamptz, created_at),
            updated_at = coalesce(${times.updatedAt}::timestamptz, ${times.createdAt}::timestamptz, updated_at)
          WHERE id = ${key}::uuid`)
      })
    },
  )
  report[isNew ? 'added' : 'there'].spaces++
}

/** Everyone has one already. It takes the name unless somebody gave it one before. */
async function nameDefaultSpace(session: Session, { name }: Fields, report: Report): Promise<void> {
  const { id, createdAt, updatedAt } = await session.prisma.space.findFirstOrThrow({
    where: { ownerId: session.viewer.id, isDefault: true },
  })
  if (createdAt.getTime() === updatedAt.getTime())
    await renameSpace(session, asInput('RenameSpaceInput', { spaceId: encodeId('Space', id), name }))
  report.there.spaces++
}
