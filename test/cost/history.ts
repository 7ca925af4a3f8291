import { randomUUID } from 'node:crypto'
import { decodeId, encodeId } from '../../src/platform/ids.ts'
import { type Client, clientOf } from '../support/client.ts'
import type { TestServer } from '../support/server.ts'

const SPACES = 10

export interface History {
  user: Client
  /** Of 1,000 conversations. */
  spaceId: string
  /** Of three conversations, the oldest of all. */
  quietSpaceId: string
  /** Of 100,000 messages, one in ten with a file. */
  conversationId: string
}

/**
 * A user of 10,000 conversations: most ACTIVE, some ARCHIVED and TRASHED, half of them untitled, many alike in title and times;
 * the newest with 20 messages each, one with 100,000. Beside them 50 users of 40 spaces and 100 conversations each,
 * and 5,000 of none: a table of a page or two is read as a whole, whatever is looked for.
 */
export async function longHistory({ url, database: { prisma } }: TestServer): Promise<History> {
  const user = await clientOf(url)
  const { viewer } = await user.data('{ viewer { id } }')
  const owner = decodeId('User', viewer.id)
  const conversation = randomUUID()
  await prisma.$executeRawUnsafe(
    `INSERT INTO users (id, subject, name)
    SELECT gen_random_uuid(), 'neighbour ' || i, 'Neighbour' FROM generate_series(1, 50) i
    UNION ALL
    SELECT gen_random_uuid(), 'passer-by ' || i, 'Passer-by' FROM generate_series(1, 5000) i`,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO spaces (id, owner_id, name)
    SELECT gen_random_uuid(), $1::uuid, i::text FROM generate_series(1, ${SPACES + 1}) i
    UNION ALL
    SELECT gen_random_uuid(), id, CASE i WHEN 1 THEN 'Work' ELSE 'Empty' END
    FROM users, generate_series(1, 40) i WHERE subject LIKE 'neighbour %'`,
    owner,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO conversations (id, owner_id, space_id, title, title_key, state, archived_at, trashed_at, created_at,
      updated_at, last_message_at, sort_at)
    SELECT CASE WHEN n = 5000 THEN $2::uuid ELSE gen_random_uuid() END, $1::uuid, s.id, title, title,
      state::conversation_state, CASE state WHEN 'ARCHIVED' THEN at END, CASE state WHEN 'TRASHED' THEN at END, at, at, at, at
    FROM (
      SELECT n, CASE WHEN n % 2 = 0 THEN 'title ' || n % 500 END AS title,
        CASE WHEN n % 7 = 0 THEN 'ARCHIVED' WHEN n % 31 = 0 THEN 'TRASHED' ELSE 'ACTIVE' END AS state,
        timestamptz '2026-01-01' + (n / 3) * interval '1 minute' AS at
      FROM generate_series(1, 10000) n
    ) c
    JOIN spaces s ON s.owner_id = $1::uuid AND s.name = (CASE WHEN n <= 3 THEN ${SPACES + 1} ELSE n % ${SPACES} + 1 END)::text`,
    owner,
    conversation,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO conversations (id, owner_id, space_id, sort_at)
    SELECT gen_random_uuid(), owner_id, id, now() FROM spaces, generate_series(1, 100) WHERE name = 'Work'`,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO messages (id, conversation_id, position, author_id, role, content)
    SELECT gen_random_uuid(), $2::uuid, n, $1::uuid, 'USER'::message_role, 'message ' || n FROM generate_series(1, 100000) n
    UNION ALL
    SELECT gen_random_uuid(), c.id, n, $1::uuid, 'USER'::message_role, 'message ' || n FROM generate_series(1, 20) n,
      (SELECT id FROM conversations WHERE owner_id = $1::uuid AND id <> $2::uuid ORDER BY sort_at DESC LIMIT 300) c`,
    owner,
    conversation,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO files (id, owner_id, conversation_id, message_id, name, content_type, size, storage_path, is_uploaded)
    SELECT gen_random_uuid(), $1::uuid, conversation_id, id, 'a', 'text/plain', 1, id::text, true
    FROM messages WHERE position % 10 = 0`,
    owner,
  )
  await prisma.$executeRawUnsafe(
    `UPDATE conversations c SET (message_count, last_position) = (m.count, m.count)
    FROM (SELECT conversation_id, count(*)::int FROM messages GROUP BY conversation_id) m WHERE m.conversation_id = c.id`,
  )
  await prisma.$executeRawUnsafe('ANALYZE')
  const spaces = await prisma.space.findMany({ where: { ownerId: owner as string } })
  const spaceId = (name: string) =>
    encodeId('Space', spaces.find((space) => space.name === name)?.id as string)
  return {
    user,
    spaceId: spaceId('1'),
    quietSpaceId: spaceId(`${SPACES + 1}`),
    conversationId: encodeId('Conversation', conversation),
  }
}
