import { sql } from '../../platform/db/sql.ts'
import type { Work } from '../../platform/session.ts'

interface Written {
  content: string
  parts: unknown
  metadata: unknown
  /** Whether it is to be marked as edited. */
  isEdited: boolean
}

/** Writes what a locked message is made of. */
export async function writeMessage({ prisma }: Work, key: string, message: Written): Promise<void> {
  const json = (value: unknown) => sql`${value == null ? null : JSON.stringify(value)}::jsonb`
  await prisma.$executeRaw(sql`
    UPDATE messages SET content = ${message.content}, parts = ${json(message.parts)},
      metadata = ${json(message.metadata)}, updated_at = now(),
      edited_at = CASE WHEN ${message.isEdited} THEN now() ELSE edited_at END
    WHERE id = ${key}::uuid`)
}
