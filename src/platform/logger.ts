import { type Logger, pino } from 'pino'

export type { Logger }

export const createLogger = (level: string): Logger => pino({ level })
