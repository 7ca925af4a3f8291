import { Command } from 'commander'
import { loadConfig } from '../platform/config.ts'
import { migrate } from '../platform/db/migrations.ts'
import { OperatorError } from '../platform/operatorError.ts'

export const migrateCommand = new Command('migrate')
  .description('Bring the schema of DATABASE_URL up to date (an embedded database does so by itself)')
  .action(async () => {
    const { databaseUrl } = loadConfig()
    if (!databaseUrl) throw new OperatorError('DATABASE_URL: must be set')
    const applied = await migrate(databaseUrl)
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.')
  })
