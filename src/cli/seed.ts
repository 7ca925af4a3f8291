import { Command, InvalidArgumentError } from 'commander'
import { loadConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/db/database.ts'
import { seed } from '../seed/seed.ts'
import { startOfToday } from '../seed/startOfToday.ts'
import { progressBar } from './progressBar.ts'
import { requireCurrentSchema } from './requireCurrentSchema.ts'

type Options = { users: number; conversations: number; messages: number; until: Date; json?: boolean }

export const seedCommand = new Command('seed')
  .description('Fill the database with made-up conversations, the same ones for the same arguments')
  .option('--users <n>', 'how many users, `demo` and others', parseCount, 100)
  .option('--conversations <n>', 'how many conversations of all users together', parseCount, 20_000)
  .option('--messages <n>', 'how many messages in all conversations together', parseCount, 200_000)
  .option(
    '--until <date>',
    'all of it was written before this day, and another day makes other data (default: today, in UTC)',
    parseDay,
  )
  .option('--json', 'tell as JSON what was added')
  .action(async ({ until = startOfToday(), json, ...size }: Options) => {
    const config = loadConfig()
    await using database = await openDatabase(config)
    await requireCurrentSchema(database, config)
    if (!json) console.log(`Seeding ${database.location}, until ${until.toISOString().slice(0, 10)}`)
    const added = await seed(database.prisma, size, until, progressBar(size.messages))
    if (json) return console.log(JSON.stringify(added))
    const { conversations, messages, files } = added
    console.log(`Added ${conversations} conversations, ${messages} messages and ${files} files.`)
    if (conversations < size.conversations) console.log('The others were there already.')
  })

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It must be a whole number above 0.')
  return Number(text)
}

function parseDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('It must be a day such as 2026-01-31.')
  }
  if (day > new Date()) throw new InvalidArgumentError('It must not lie in the future.')
  return day
}
