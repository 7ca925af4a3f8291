import type { Prisma, PrismaClient } from './db/generated/client.ts'

/** Who is asking: the user of the request's token. */
export interface Viewer {
  /** The user's key, a UUID. */
  id: string
  name: string
}

/** What a service works with: the database, on behalf of a viewer. */
export interface Session {
  viewer: Viewer
  prisma: PrismaClient
}

/** The same within a transaction, or where it does not matter. */
export interface Work {
  viewer: Viewer
  prisma: Prisma.TransactionClient
}
