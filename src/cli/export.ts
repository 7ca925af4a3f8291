import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from 'commander'
import { markdown } from '../export/markdown.ts'
import { ndjson } from '../export/ndjson.ts'
import { recordsOf } from '../export/recordsOf.ts'
import { inSnapshot } from '../export/snapshot.ts'
import { loadConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { parseSubject } from './parseSubject.ts'
import { requireCurrentSchema } from './requireCurrentSchema.ts'

const formats = { ndjson, markdown }

const MORE = `
It goes to standard output, as it was at one moment:
  tertulia export --user ada > ada.ndjson

NDJSON has a record on each line and is what "tertulia import" takes; Markdown is for people.
Of files there are the records, not the bytes.`

export const exportCommand = new Command('export')
  .description("Write all of a user's conversations, as NDJSON or Markdown")
  .requiredOption('--user <name>', 'whose: the subject of their tokens', parseSubject)
  .addOption(new Option('--format <format>', 'what to write').choices(Object.keys(formats)).default('ndjson'))
  .addHelpText('after', MORE)
  .action(async ({ user, format }: { user: string; format: keyof typeof formats }) => {
    const config = loadConfig()
    await using database = await openDatabase(config)
    await requireCurrentSchema(database, config)
    const owner = await database.prisma.user.findUnique({ where: { subject: user }, select: { id: true } })
    if (!owner) throw new OperatorError(`There is no user ${user}.`)
    await inSnapshot(database.prisma, (transaction) =>
      pipeline(Readable.from(formats[format](recordsOf(transaction, owner.id))), process.stdout, {
        end: false,
      }),
    ).catch(unlessClosed)
  })

/** Whoever reads may have enough of it, as `head` does. */
function unlessClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
