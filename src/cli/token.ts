import { Command, InvalidArgumentError } from 'commander'
import { openAuthority } from '../platform/auth/authority.ts'
import { loadConfig } from '../platform/config.ts'
import { duration } from '../platform/duration.ts'
import { createLogger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operatorError.ts'
import { parseSubject } from './parseSubject.ts'

export const tokenCommand = new Command('token')
  .description('Print a bearer token')
  .requiredOption('--user <name>', 'whose token: the subject, 1 to 255 characters', parseSubject)
  .option(
    '--expires <duration>',
    'how long it is valid, such as 12h or 30d',
    parseLifetime,
    parseLifetime('7d'),
  )
  .option('--json', 'print it as JSON, with when it expires')
  .action(async ({ user, expires, json }: { user: string; expires: number; json?: boolean }) => {
    const config = loadConfig()
    const { sign } = await openAuthority(config, createLogger(config.logLevel, process.stderr))
    if (!sign) {
      throw new OperatorError(
        'no token can be signed here: a public key (AUTH_JWKS_URL, AUTH_JWT_PUBLIC_KEY) can only check those of another',
      )
    }
    const token = await sign(user, expires)
    const expiresAt = new Date(Date.now() + expires).toISOString()
    console.log(json ? JSON.stringify({ token, expiresAt }) : token)
  })

function parseLifetime(text: string): number {
  const parsed = duration.safeParse(text)
  if (!parsed.success) throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message}.`)
  return parsed.data
}
