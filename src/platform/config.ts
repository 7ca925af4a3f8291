import { z } from 'zod'
import { duration } from './duration.ts'
import { OperatorError } from './operatorError.ts'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

const secretBytes = (secret: string) => Buffer.byteLength(secret, 'utf8')

const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d+$/, 'must be a port number')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be at most 65535'))
    .default(4000),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must start with postgresql://')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  AUTH_JWT_SECRET: z
    .string()
    .refine((secret) => secretBytes(secret) >= 32, 'must have at least 32 bytes')
    .optional(),
  TRASH_RETENTION: duration.prefault('30d'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/./, 'must start with redis://')
    .optional(),
  EVENT_RETENTION: duration.prefault('7d'),
  STREAM_TIMEOUT: duration.prefault('10m'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  GRAPHIQL: flag.optional(),
  INTROSPECTION: flag.optional(),
})

export type Config = ReturnType<typeof loadConfig>

/** What the operator set, checked. An empty variable counts as one that is not set, as in a compose file. */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env) {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(set)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new OperatorError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const env = parsed.data
  const isProduction = env.NODE_ENV === 'production'
  return {
    isProduction,
    host: env.HOST,
    port: env.PORT,
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    authJwtSecret: env.AUTH_JWT_SECRET,
    trashRetention: env.TRASH_RETENTION,
    redisUrl: env.REDIS_URL,
    eventRetention: env.EVENT_RETENTION,
    streamTimeout: env.STREAM_TIMEOUT,
    logLevel: env.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    graphiql: env.GRAPHIQL ?? !isProduction,
    introspection: env.INTROSPECTION ?? !isProduction,
  }
}
