import { createConversation } from '../features/conversation/index.ts'
import { sql } from '../platform/db/sql.ts'
import { encodeId } from '../platform/ids.ts'
import { Invalid } from '../platform/refusal.ts'
import type { Session } from '../platform/session.ts'
import { validate } from '../platform/validation.ts'
import type { Fields } from './recognise.ts'
import { spaceKeyOf } from './references.ts'
import type { Report } from './report.ts'
import { requireName } from './requireName.ts'
import { asInput, take } from './take.ts'
import { conversationTimes } from './times.ts'

const OPTIONAL = [
  'title',
  'isPinned',
  'agentId',
  'mode',
  'metadata',
  'createdAt',
  'updatedAt',
  'archivedAt',
  'trashedAt',
]

/** Stores a conversation without messages, which follow. One that is there is left as it is. */
export async function writeConversation(session: Session, record: Fields, place: string, report: Report) {
  requireName(record)
  const { spaceExternalId, ...rest } = record
  const onReduced = (why: Invalid) => report.reduce(place, why)
  let isNew = false
  await take(
    { ...rest, spaceId: await spaceIdOf(session, record, onReduced) },
    OPTIONAL,
    onReduced,
    ({ type, updatedAt, archivedAt, trashedAt, ...input }) => {
      const times = validate(conversationTimes, { updatedAt, archivedAt, trashedAt })
      return createConversation(
        session,
        asInput('CreateConversationInput', input),
        async ({ prisma }, key) => {
          isNew = true
          await prisma.$executeRaw(sql`
          UPDATE conversations SET updated_at = coalesce(${times.updatedAt}::timestamptz, updated_at),
            archived_at = ${times.archivedAt}::timestamptz, trashed_at = ${times.trashedAt}::timestamptz,
            state = CASE WHEN ${times.trashedAt}::timestamptz IS NOT NULL THEN 'TRASHED'
              WHEN ${times.archivedAt}::timestamptz IS NOT NULL THEN 'ARCHIVED' ELSE 'ACTIVE' END::conversation_state
          WHERE id = ${key}::uuid`)
        },
      )
    },
  )
  report[isNew ? 'added' : 'there'].conversations++
}

/** The default space, where that of the record is not there. */
async function spaceIdOf(
  session: Session,
  { spaceId, spaceExternalId }: Fields,
  onReduced: (why: Invalid) => void,
): Promise<string | undefined> {
  try {
    const key = await spaceKeyOf(session, { id: spaceId, externalId: spaceExternalId })
    return key && encodeId('Space', key)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    onReduced(error)
    return undefined
  }
}
