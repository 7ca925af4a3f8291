import { sql } from '../../platform/db/sql.ts'
import { type Telling, transact } from '../../platform/session.ts'
import { close } from './stream.ts'

const BATCH = 100

/** Ends as FAILED the messages to which nothing was added for `timeout` milliseconds. Answers with how many. */
export async function failSilent(session: Telling, timeout: number): Promise<number> {
  const isSilent = sql`s.touched_at < now() - ${timeout} * interval '1 millisecond' AND m.status = 'STREAMING'`
  let failed = 0
  for (;;) {
    const silent = await session.prisma.$queryRaw<{ messageKey: string; conversationKey: string }[]>(sql`
      SELECT m.id AS "messageKey", m.conversation_id AS "conversationKey"
      FROM message_streams s JOIN messages m ON m.id = s.message_id
      WHERE ${isSilent} ORDER BY s.touched_at LIMIT ${BATCH}`)
    for (const { messageKey, conversationKey } of silent) {
      await transact(session, async (work) => {
        await work.prisma.$queryRaw(
          sql`SELECT 1 FROM conversations WHERE id = ${conversationKey}::uuid FOR UPDATE`,
        )
        // Another instance may have ended it, or its worker have come back, before the lock was ours.
        const [still] = await work.prisma.$queryRaw<unknown[]>(sql`
          SELECT 1 FROM message_streams s JOIN messages m ON m.id = s.message_id
          WHERE m.id = ${messageKey}::uuid AND ${isSilent}`)
        if (!still) return
        const message = await work.prisma.message.findUniqueOrThrow({ where: { id: messageKey } })
        await close(work, message, { status: 'FAILED', metadata: message.metadata })
        failed++
      })
    }
    if (silent.length < BATCH) return failed
  }
}
