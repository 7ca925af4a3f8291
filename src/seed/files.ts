import { attachments } from './corpus/things.ts'
import type { Random } from './random.ts'
import { type FileRow, type MessageRow, timestamp } from './rows.ts'

const MINUTE = 60_000

/** Files for a message, uploaded shortly before it; every other one also stands among its parts. */
export function attach(message: MessageRow, ownerId: string, random: Random): FileRow[] {
  const createdAt = Date.parse(message.created_at) - random.integer(0, MINUTE)
  const files = Array.from({ length: random.integer(1, 3) }, (_, ordinal) => {
    const id = random.key(createdAt)
    const [name, contentType] = random.pick(attachments)
    return {
      id,
      owner_id: ownerId,
      conversation_id: message.conversation_id,
      message_id: message.id,
      ordinal,
      name,
      content_type: contentType,
      size: Math.round(150_000 * random.skewed(1.5)),
      storage_path: `files/${id}`,
      is_uploaded: true,
      loose_since: timestamp(createdAt),
      created_at: timestamp(createdAt),
    }
  })
  if (random.chance(0.5)) {
    message.parts = [
      { type: 'text', text: message.content },
      ...files.map(({ id }) => ({ type: 'file', fileId: id })),
    ]
  }
  return files
}
