import type { EventType } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'
import type { Work } from '../session.ts'

/** Tells those who watch the viewer's lists what became of a space. */
export async function tellSpace(
  { prisma, viewer, logGrew }: Work,
  type: EventType,
  spaceKey: string,
): Promise<void> {
  const [told] = await prisma.$queryRaw<{ number: number }[]>(sql`
    WITH told AS (
      UPDATE users SET event_number = event_number + 1 WHERE id = ${viewer.id}::uuid RETURNING id, event_number
    )
    INSERT INTO events (stream_id, number, owner_id, type, space_id)
    SELECT id, event_number, id, ${type}::event_type, ${spaceKey}::uuid FROM told RETURNING number::float8`)
  if (told) logGrew(viewer.id, told.number)
}
