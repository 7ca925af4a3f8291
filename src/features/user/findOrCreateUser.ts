import { memoize1 } from '@graphql-tools/utils'
import { LRUCache } from 'lru-cache'
import type { PrismaClient } from '../../platform/db/generated/client.ts'
import { sql } from '../../platform/db/sql.ts'
import { newKey } from '../../platform/ids.ts'
import type { Viewer } from '../../platform/session.ts'

const DEFAULT_SPACE_NAME = 'Personal'

/** Users seen lately, so that a request need not ask the database who it is from. */
const seenIn = memoize1((_prisma: PrismaClient) => new LRUCache<string, Viewer>({ max: 10_000 }))

/** The user whom a token speaks of: made, with a default space, when seen for the first time. */
export async function findOrCreateUser(
  prisma: PrismaClient,
  { subject, name }: { subject: string; name: string },
): Promise<Viewer> {
  const seen = seenIn(prisma)
  const known = seen.get(subject)
  if (known?.name === name) return known
  const user =
    (await prisma.user.findUnique({ where: { subject } })) ?? (await createUser(prisma, subject, name))
  if (user.name !== name) await prisma.user.update({ where: { subject }, data: { name } })
  const viewer = { id: user.id, name }
  seen.set(subject, viewer)
  return viewer
}

/** In one statement, so that of many first requests at once one makes the user and its space, whole. */
async function createUser(prisma: PrismaClient, subject: string, name: string) {
  await prisma.$executeRaw(sql`
    WITH created AS (
      INSERT INTO users (id, subject, name) VALUES (${newKey()}::uuid, ${subject}, ${name})
      ON CONFLICT (subject) DO NOTHING RETURNING id
    )
    INSERT INTO spaces (id, owner_id, name, is_default)
    SELECT ${newKey()}::uuid, id, ${DEFAULT_SPACE_NAME}, true FROM created`)
  return prisma.user.findUniqueOrThrow({ where: { subject } })
}
