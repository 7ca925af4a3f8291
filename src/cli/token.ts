import { Command, InvalidArgumentError } from 'commander'
import { signingSecret } from '../platform/auth/secret.ts'
import { isSubject, signToken } from '../platform/auth/token.ts'
import { loadConfig } from '../platform/config.ts'
import { duration } from '../platform/duration.ts'

export const tokenCommand = new Command('token')
  .description('Print a bearer token')
  .requiredOption('--user <name>', 'whose token: the subject, 1 to 255 characters', parseSubject)
  .option(
    '--expires <duration>',
    'how long it is valid, such as 12h or 30d',
    parseLifetime,
    parseLifetime('7d'),
  )
  .action(async ({ user, expires }: { user: string; expires: number }) => {
    const secret = await signingSecret(loadConfig())
    console.log(await signToken(secret, user, expires))
  })

function parseSubject(text: string): string {
  if (!isSubject(text)) throw new InvalidArgumentError('It must have 1 to 255 characters.')
  return text
}

function parseLifetime(text: string): number {
  const parsed = duration.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message}.`)
  return parsed.data
}
