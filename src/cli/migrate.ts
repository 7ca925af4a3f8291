import { Command } from 'commander'
import { loadConfig } from '../platform/config.ts'
import { migrate } from '../platform/db/migrations.ts'
import { OperatorError } from '../platform/operatorError.ts'

const MORE = `
Goes to DATABASE_DIRECT_URL where that is set: migrations hold a lock of their session, which a pooler
in transaction mode would not keep. Several at once wait for one another.`

export const migrateCommand = new Command('migrate')
  .description('Bring the schema of DATABASE_URL up to date (an embedded database does so by itself)')
  .option('--json', 'tell as JSON which migrations were applied')
  .addHelpText('after', MORE)
  .action(async ({ json }: { json?: boolean }) => {
    const { databaseUrl, databaseDirectUrl = databaseUrl } = loadConfig()
    if (!databaseDirectUrl) throw new OperatorError('DATABASE_URL: must be set')
    const applied = await migrate(databaseDirectUrl)
    if (json) console.log(JSON.stringify({ applied }))
    else console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.')
  })
