import { beforeAll, expect, test } from 'vitest'
import { seed } from '../../src/seed/seed.ts'
import { testDatabase } from '../support/database.ts'

const { prisma } = await testDatabase()

const size = { users: 5, conversations: 120, messages: 3_000 }
const until = new Date('2026-03-01T00:00:00Z')

const count = async (query: string) => Number((await prisma.$queryRawUnsafe<{ n: bigint }[]>(query))[0]?.n)

const TABLES = ['users', 'spaces', 'conversations', 'messages', 'files']

/** All that is in the tables, as one value for each. */
const digests = () =>
  Promise.all(
    TABLES.map((table) =>
      prisma.$queryRawUnsafe(`SELECT md5(string_agg(t::text, '|' ORDER BY id)) AS digest FROM ${table} t`),
    ),
  )

beforeAll(async () => {
  // Who has used the API before keeps their id and their space.
  await prisma.user.create({
    data: {
      id: '01890000-0000-7000-8000-000000000001',
      subject: 'demo',
      name: 'demo',
      spaces: {
        create: { id: '01890000-0000-7000-8000-000000000002', name: 'Personal', isDefault: true },
      },
    },
  })
  await seed(prisma, size, until)
})

test('adds exactly what was asked for, half of it for the user demo', async () => {
  expect(await prisma.user.count()).toBe(size.users)
  expect(await prisma.conversation.count()).toBe(size.conversations)
  expect(await prisma.message.count()).toBe(size.messages)
  expect(
    await prisma.conversation.count({ where: { ownerId: '01890000-0000-7000-8000-000000000001' } }),
  ).toBe(60)
  expect(await prisma.space.count({ where: { isDefault: true } })).toBe(size.users)
})

test('the same arguments again change nothing', async () => {
  const before = await digests()
  expect(await seed(prisma, size, until)).toEqual({ conversations: 0, messages: 0, files: 0 })
  expect(await digests()).toEqual(before)
})

test('the same arguments bring back the same, down to the ids', async () => {
  const before = await digests()
  await prisma.conversation.deleteMany({ where: { messageCount: { gt: 10 } } })
  const { conversations } = await seed(prisma, size, until)
  expect(conversations).toBeGreaterThan(0)
  expect(await digests()).toEqual(before)
})

test('progress ends at the number of messages', async () => {
  const seen: number[] = []
  await seed(prisma, size, until, (done) => seen.push(done))
  expect(seen.at(-1)).toBe(size.messages)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
})

// What the API keeps true of its own rows, and the database cannot check. Each query finds the offenders.
test.each([
  [
    'a conversation knows the number and the position of its messages',
    `SELECT count(*) AS n FROM conversations c
     WHERE (message_count, last_position) IS DISTINCT FROM
       (SELECT (count(*)::int, coalesce(max(position), 0)) FROM messages WHERE conversation_id = c.id)`,
  ],
  [
    'a conversation knows when its last message was written',
    `SELECT count(*) AS n FROM conversations c
     WHERE last_message_at IS DISTINCT FROM
       (SELECT created_at FROM messages WHERE conversation_id = c.id ORDER BY position DESC LIMIT 1)`,
  ],
  [
    'messages are in the order of their times',
    `SELECT count(*) AS n FROM messages a JOIN messages b USING (conversation_id)
     WHERE b.position = a.position + 1 AND b.created_at < a.created_at`,
  ],
  [
    'an id tells when its row was made',
    `SELECT count(*) AS n FROM (
       SELECT id, created_at FROM conversations UNION ALL SELECT id, created_at FROM messages
       UNION ALL SELECT id, created_at FROM files) AS made
     WHERE substr(replace(id::text, '-', ''), 1, 13) <>
       lpad(to_hex(round(extract(epoch FROM created_at) * 1000)::bigint), 12, '0') || '7'`,
  ],
  [
    'the content is the text parts joined',
    `SELECT count(*) AS n FROM messages WHERE parts IS NOT NULL AND content <> coalesce(
       (SELECT string_agg(part->>'text', '' ORDER BY index) FROM jsonb_array_elements(parts) WITH ORDINALITY AS p (part, index)
        WHERE part->>'type' = 'text'), '')`,
  ],
  [
    'a file among the parts is one of the message',
    `SELECT count(*) AS n FROM messages m CROSS JOIN jsonb_array_elements(m.parts) AS part
     LEFT JOIN files f ON f.message_id = m.id AND f.id::text = part->>'fileId'
     WHERE part->>'type' = 'file' AND f.id IS NULL`,
  ],
  [
    'the owner wrote what no assistant or tool did',
    `SELECT count(*) AS n FROM messages m JOIN conversations c ON c.id = m.conversation_id
     WHERE m.author_id IS DISTINCT FROM CASE WHEN m.role IN ('ASSISTANT', 'TOOL') THEN NULL ELSE c.owner_id END`,
  ],
  [
    'nothing is later than the day given, and nothing in the trash is due to go',
    `SELECT count(*) AS n FROM conversations
     WHERE greatest(sort_at, updated_at) > '2026-03-01Z' OR trashed_at < '2026-02-01Z'`,
  ],
])('%s', async (_, query) => {
  expect(await count(query)).toBe(0)
})

// What makes the data a test of clients.
test.each([
  ['archived conversations', `SELECT count(*) AS n FROM conversations WHERE state = 'ARCHIVED'`],
  ['trashed conversations', `SELECT count(*) AS n FROM conversations WHERE state = 'TRASHED'`],
  [
    'conversations in a space of their own',
    `SELECT count(*) AS n FROM conversations c JOIN spaces s ON s.id = space_id AND NOT is_default`,
  ],
  ['right-to-left text', `SELECT count(*) AS n FROM messages WHERE content ~ '[א-תء-ي]'`],
  ['emoji', `SELECT count(*) AS n FROM messages WHERE content ~ '[😀-🙏]'`],
  ['code', `SELECT count(*) AS n FROM messages WHERE content LIKE '%\`\`\`%'`],
  ['long answers', `SELECT count(*) AS n FROM messages WHERE length(content) > 2000`],
  ['tool calls', `SELECT count(*) AS n FROM messages WHERE parts @> '[{"type":"toolCall"}]'`],
  ['edited messages', `SELECT count(*) AS n FROM messages WHERE edited_at IS NOT NULL`],
  ['files', `SELECT count(*) AS n FROM files WHERE is_uploaded`],
])('there are %s', async (_, query) => {
  expect(await count(query)).toBeGreaterThan(0)
})

test('another day makes other data beside it', async () => {
  const { conversations, messages } = await seed(prisma, size, new Date('2026-02-01T00:00:00Z'))
  expect({ conversations, messages }).toEqual({ conversations: size.conversations, messages: size.messages })
})
