import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type { Logger }

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino({ level, serializers: { err: described } }, destination)

/**
 * Of an error, what it is and where it arose. Drivers hang on theirs what they were given: rows, keys, headers with
 * signatures. And PostgreSQL repeats a value that it cannot read.
 */
function described(error: unknown) {
  if (!(error instanceof Error)) return { message: typeof error }
  const { type, message, stack, code } = stdSerializers.err(error)
  return { type, code, message: withoutValues(message), stack: withoutValues(stack) }
}

const withoutValues = (text: string) => text.replace(/: ".*?"(?=[`.]?$)/gms, ': "…"')
