import type { PrismaClient } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'

/** Which of these deltas of a log, given by their numbers, have their text still kept as it came. */
export async function keptText(
  prisma: PrismaClient,
  stream: string,
  numbers: number[],
): Promise<Set<number>> {
  const kept = await prisma.$queryRaw<{ number: number }[]>(sql`
    SELECT e.number::float8 AS number FROM events e JOIN message_chunks c
      ON (c.message_id, c.part_index, c.number) = (e.message_id, e.part_index, e.chunk_number)
    WHERE stream_id = ${stream}::uuid AND e.number = ANY(${numbers}::bigint[])`)
  return new Set(kept.map(({ number }) => number))
}
