import type { Context } from '../../graphql/context.ts'
import type { Conversation, Message, Space } from '../../platform/db/generated/client.ts'
import { rowOf, type Sql, sql } from '../../platform/db/sql.ts'
import type { LoggedEvent } from '../../platform/events/readLog.ts'
import { conversationVisibleTo } from '../conversation/index.ts'
import { messageVisibleTo } from '../message/index.ts'
import { spaceVisibleTo } from '../space/index.ts'

/** The keys of those objects of the events that the viewer sees now. */
export async function visibleObjects(
  { prisma, viewer }: Context,
  events: LoggedEvent[],
): Promise<Set<string>> {
  const me = sql`${viewer.id}::uuid`
  const visible = async (table: Sql, keys: (string | null)[], rule: Sql) => {
    const unique = [...new Set(keys.filter((key) => key !== null))]
    if (!unique.length) return []
    return prisma.$queryRaw<{ id: string }[]>(
      sql`SELECT id FROM ${table} WHERE id = ANY(${unique}::uuid[]) AND ${rule}`,
    )
  }
  const rows = await Promise.all([
    visible(
      sql`conversations`,
      events.map(({ conversationKey }) => conversationKey),
      conversationVisibleTo(rowOf<Conversation>('conversations'), me),
    ),
    visible(
      sql`messages`,
      events.map(({ messageKey }) => messageKey),
      messageVisibleTo(rowOf<Message>('messages'), me),
    ),
    visible(
      sql`spaces`,
      events.map(({ conversationKey, spaceKey }) => (conversationKey ? null : spaceKey)),
      spaceVisibleTo(rowOf<Space>('spaces'), me),
    ),
  ])
  return new Set(rows.flat().map(({ id }) => id))
}
