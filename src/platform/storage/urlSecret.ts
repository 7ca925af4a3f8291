import { randomBytes } from 'node:crypto'
import type { PrismaClient } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'

/**
 * The secret that URLs of files are signed with, made by whichever instance first needs it. In the database, where all
 * instances have it and nobody has to hand it out.
 */
export function urlSecret(prisma: PrismaClient): () => Promise<Uint8Array> {
  let secret: Promise<Uint8Array> | undefined
  return () => {
    secret ??= readOrMake(prisma).catch((error) => {
      // The database may be away for a while.
      secret = undefined
      throw error
    })
    return secret
  }
}

const NAME = 'file urls'

async function readOrMake(prisma: PrismaClient): Promise<Uint8Array> {
  await prisma.$executeRaw(
    sql`INSERT INTO secrets (name, value) VALUES (${NAME}, ${randomBytes(32)}) ON CONFLICT DO NOTHING`,
  )
  return (await prisma.secret.findUniqueOrThrow({ where: { name: NAME } })).value
}
