import { Command } from 'commander'
import { type Config, configProblems, loadConfig } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/db/database.ts'
import { openPostgres } from '../platform/db/postgres.ts'
import { createLogger } from '../platform/logger.ts'
import { checkPostgres } from './doctor/checkDatabase.ts'
import { checkFolder } from './doctor/checkFolder.ts'
import { checkRedis } from './doctor/checkRedis.ts'
import { checkStore } from './doctor/checkStore.ts'
import { checkTokens } from './doctor/checkTokens.ts'
import { type Finding, findings } from './doctor/finding.ts'

const MORE = `
Looks at the configuration, the keys of tokens, the database (its version, migrations, privileges, clock
and what poolers drop), Redis and the store of files, and says what is wrong. It changes nothing: what
it writes to the store, it removes.

Exit codes: 0 all is well, or there are warnings only; 1 something is wrong.`

export const doctorCommand = new Command('doctor')
  .description('Check the configuration, the database, Redis and the store of files')
  .option('--json', 'tell as JSON: { "ok", "findings": [{ "subject", "status", "message" }] }')
  .addHelpText('after', MORE)
  .action(async ({ json }: { json?: boolean }) => {
    const found = await examine()
    const ok = found.every(({ status }) => status !== 'problem')
    console.log(json ? JSON.stringify({ ok, findings: found }) : found.map(lineOf).join('\n'))
    if (!ok) process.exitCode = 1
  })

const lineOf = ({ subject, status, message }: Finding) =>
  `${status.padEnd(8)} ${subject.padEnd(14)} ${message}`

async function examine(): Promise<Finding[]> {
  const problems = configProblems()
  // What they leave unknown cannot be looked at.
  if (problems.length)
    return problems.map((message) => ({ subject: 'configuration', status: 'problem', message }))
  const config = loadConfig()
  const logger = createLogger('silent')
  const { redisUrl } = config
  return [
    ...configFindings(config),
    ...(await findings('tokens', () => checkTokens(config, logger))),
    ...(await databaseFindings(config)),
    ...(await findings('files', () => checkStore(config))),
    ...(redisUrl ? await findings('redis', () => checkRedis(redisUrl, logger), 'REDIS_URL') : []),
  ]
}

function configFindings({ isProduction, publicUrl, databaseUrl, redisUrl, s3 }: Config): Finding[] {
  const warnings = [
    ...(isProduction && !publicUrl
      ? ['PUBLIC_URL is not set: URLs of files begin with the address that the server listens at']
      : []),
    ...(isProduction && !databaseUrl
      ? ['DATABASE_URL is not set: the embedded database serves one process and has no replicas']
      : []),
    ...(isProduction && databaseUrl && !s3
      ? ['S3_BUCKET is not set: several instances must share the folder DATA_DIR']
      : []),
    ...(isProduction && databaseUrl && !redisUrl
      ? [
          'REDIS_URL is not set: several instances tell each other of events within a second or two, and each has budgets of its own',
        ]
      : []),
  ]
  const said = warnings.map((message): Finding => ({ subject: 'configuration', status: 'warning', message }))
  return said.length
    ? said
    : [{ subject: 'configuration', status: 'ok', message: 'every variable is well-formed' }]
}

async function databaseFindings(config: Config): Promise<Finding[]> {
  const { databaseUrl, databaseDirectUrl, dataDir } = config
  if (!databaseUrl) return findings('database', () => checkFolder(dataDir))
  // Whether those can be used is one of the questions.
  await using database = await openDatabase({ ...config, databaseNamedStatements: false })
  return [
    ...(await findings('database', () => checkPostgres(database, config), 'DATABASE_URL')),
    ...(databaseDirectUrl
      ? await findings('database', () => checkDirect(database, databaseDirectUrl), 'DATABASE_DIRECT_URL')
      : []),
  ]
}

/** Whether migrations go to where the data is. */
async function checkDirect({ pool }: Database, directUrl: string): Promise<Finding> {
  await using direct = openPostgres(directUrl, {})
  const question =
    'SELECT current_database() AS name, extract(epoch FROM pg_postmaster_start_time()) AS start'
  const [one, other] = await Promise.all(
    [pool, direct.pool].map(async (each) => (await each.query(question)).rows[0]),
  )
  const isSame = one.name === other.name && one.start === other.start
  return isSame
    ? { subject: 'database', status: 'ok', message: 'DATABASE_DIRECT_URL leads to the same database' }
    : {
        subject: 'database',
        status: 'problem',
        message: `DATABASE_DIRECT_URL leads to another database (${other.name}) than DATABASE_URL (${one.name})`,
      }
}
