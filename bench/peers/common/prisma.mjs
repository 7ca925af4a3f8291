import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../../../dist/platform/db/generated/client.js'
import { POOL_SIZE } from './pool.mjs'

/** The product's own data model, through a client of the peer's. */
export const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: POOL_SIZE }),
})
