export interface Finding {
  subject: 'configuration' | 'tokens' | 'database' | 'migrations' | 'redis' | 'files'
  /** With a problem, the server does not work as it should; a warning may be meant. */
  status: 'ok' | 'warning' | 'problem'
  message: string
}

/** What a check found, or that it failed and why: with what a variable says, if one is named. */
export async function findings(
  subject: Finding['subject'],
  check: () => Promise<Finding | Finding[]>,
  variable?: string,
): Promise<Finding[]> {
  try {
    return [await check()].flat()
  } catch (error) {
    return [{ subject, status: 'problem', message: `${variable ? `${variable}: ` : ''}${reasonOf(error)}` }]
  }
}

/** What an error says, with what it came of: those of several attempts have words in their causes alone. */
export function reasonOf(error: unknown): string {
  const { message, code, cause, errors } = error as Error & { code?: string; errors?: unknown[] }
  if (cause !== undefined && cause !== error) return `${message.trim()} ${reasonOf(cause)}`.trim()
  const own = /Message: `(.+)`/.exec(message)?.[1] ?? message.trim()
  return own || (errors?.length ? reasonOf(errors[0]) : (code ?? 'It failed.'))
}
