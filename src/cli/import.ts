import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import { findOrCreateUser } from '../features/user/index.ts'
import { importAll, type Source } from '../import/importAll.ts'
import { Report } from '../import/report.ts'
import { loadConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { EventHub } from '../platform/events/hub.ts'
import { createLogger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { openFiles } from '../platform/storage/openStore.ts'
import { summaryOf, tellLine } from './importReport.ts'
import { parseSubject } from './parseSubject.ts'
import { requireCurrentSchema } from './requireCurrentSchema.ts'

const MORE = `
Takes what "tertulia export" writes, and what a client of a REST API has kept: the answers that
list conversations or messages, as JSON, and dumps of localStorage. docs/from-rest.md says how
their fields are read. What is there already is left as it is: an import can be run again.

Exit codes: 0 all of it is there now; 1 it could not be done; 2 some of it could not be taken,
and each problem was told.`

const INCOMPLETE = 2

export const importCommand = new Command('import')
  .description('Store conversations from an export, or from another API')
  .argument('[files...]', 'what to import; standard input when left out')
  .requiredOption('--user <name>', 'whose they become: the subject of their tokens', parseSubject)
  .option('--json', 'report as JSON: each problem on a line, the counts on the last')
  .addHelpText('after', MORE)
  .action(async (files: string[], { user, json }: { user: string; json?: boolean }) => {
    const config = loadConfig()
    const sources = files.length ? await Promise.all(files.map(fromFile)) : [fromStandardInput()]
    await using database = await openDatabase(config)
    await requireCurrentSchema(database, config)
    const { prisma, statements } = database
    await using events = new EventHub(prisma, createLogger(config.logLevel, process.stderr))
    const opened = await openFiles(config, prisma)
    const known = await prisma.user.findUnique({ where: { subject: user }, select: { name: true } })
    const viewer = await findOrCreateUser(prisma, { subject: user, name: known?.name ?? user })

    const report = new Report(json ? (line) => console.log(JSON.stringify(line)) : tellLine)
    await importAll({ viewer, prisma, statements, events, files: opened }, sources, report)
    console.log(json ? JSON.stringify(report) : summaryOf(report))
    if (report.refused || report.reduced) process.exitCode = INCOMPLETE
  })

const fromStandardInput = (): Source => ({ name: 'standard input', bytes: process.stdin })

/** A file that is looked for before anything is imported, and opened when it is its turn. */
async function fromFile(name: string): Promise<Source> {
  const found = await stat(name).catch((cause: Error) => {
    throw new OperatorError(cause.message, { cause })
  })
  if (found.isDirectory()) throw new OperatorError(`${name}: is a folder`)
  return { name, bytes: { [Symbol.asyncIterator]: () => createReadStream(name)[Symbol.asyncIterator]() } }
}
