import { Command } from 'commander'
import { openAuthority } from '../platform/auth/authority.ts'
import { loadConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { isDatabaseUnavailable } from '../platform/db/unavailable.ts'
import { createLogger } from '../platform/logger.ts'
import { seedDemo } from '../seed/demo.ts'
import { startServer } from '../server/server.ts'
import { announce } from './announce.ts'
import { requireCurrentSchema } from './requireCurrentSchema.ts'
import { stopSignal } from './stopSignal.ts'

export const serveCommand = new Command('serve')
  .description('Serve the API, on DATABASE_URL or on an embedded database in DATA_DIR')
  .option('--demo', 'fill the database with a small set of conversations for the user demo')
  .action(async ({ demo }: { demo?: boolean }) => {
    const stop = stopSignal()
    const config = loadConfig()
    const logger = createLogger(config.logLevel)
    const authority = await openAuthority(config, logger)

    // Closed in reverse: what stands below uses what stands above.
    await using database = await openDatabase(config)
    await requireCurrentSchema(database, config).catch((error: Error) => {
      if (!isDatabaseUnavailable(error)) throw error
      // It may come yet, and who asks /health/ready is told when it has.
      logger.warn(error.message)
    })
    if (demo) await seedDemo(database.prisma)
    await using server = await startServer({ config, authority, database, logger })

    announce(server, database)
    await stop
  })
