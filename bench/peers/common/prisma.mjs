import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../../../dist/platform/db/generated/client.js'
import { statementNames } from '../../../dist/platform/db/statementNames.js'
import { POOL_SIZE } from './pool.mjs'

/** The product's own data model, through a client of the peer's, whose statements stay prepared as the product's do. */
export const prisma = new PrismaClient({
  adapter: new PrismaPg(
    { connectionString: process.env.DATABASE_URL, max: POOL_SIZE },
    { statementNameGenerator: statementNames() },
  ),
})
