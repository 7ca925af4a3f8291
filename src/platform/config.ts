import { z } from 'zod'
import { duration } from './duration.ts'
import { OperatorError } from './operatorError.ts'
import { origins } from './origins.ts'

const flag = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1')

const MIB = 1024 * 1024
const DAY = 24 * 60 * 60 * 1000

/** The greatest Int that GraphQL has, and so the greatest size of a file. */
const MAX_INT = 2 ** 31 - 1

const bytes = (max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a number of bytes')
    .transform(Number)
    .pipe(z.number().max(max, `must be at most ${max}`))

const count = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a whole number, at most 999999999')
  .transform(Number)

const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number')
  .transform(Number)
  .pipe(z.number().max(65_535, 'must be at most 65535'))

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\/./, 'must start with postgresql://')
  .refine((url) => URL.canParse(url), 'must be a URL, its user and password percent-encoded')

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((url) => url.replace(/\/+$/, ''))

const secretBytes = (secret: string) => Buffer.byteLength(secret, 'utf8')

/** Where the keys that tokens are checked with come from. */
const keySources = ['AUTH_JWT_SECRET', 'AUTH_JWKS_URL', 'AUTH_JWT_PUBLIC_KEY'] as const

const environment = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(4000),
    METRICS_PORT: port.optional(),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_DIRECT_URL: postgresUrl.optional(),
    DATABASE_POOL_SIZE: count
      .pipe(z.number().min(1, 'must be at least 1').max(1_000, 'must be at most 1000'))
      .prefault('10'),
    DATABASE_NAMED_STATEMENTS: flag.prefault('true'),
    DATA_DIR: z.string().default('./data'),
    AUTH_JWT_SECRET: z
      .string()
      .refine((secret) => secretBytes(secret) >= 32, 'must have at least 32 bytes')
      .optional(),
    AUTH_JWKS_URL: z.url({ protocol: /^https?$/, error: 'must start with https:// or http://' }).optional(),
    AUTH_JWT_PUBLIC_KEY: z.string().optional(),
    AUTH_ISSUER: z.string().optional(),
    AUTH_AUDIENCE: z.string().optional(),
    AUTH_COOKIE: z
      .string()
      .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'must be the name of a cookie')
      .optional(),
    CORS_ORIGINS: origins.default([]),
    TRASH_RETENTION: duration.prefault('30d'),
    REDIS_URL: z
      .string()
      .regex(/^rediss?:\/\/./, 'must start with redis://')
      .optional(),
    EVENT_RETENTION: duration.prefault('7d'),
    STREAM_TIMEOUT: duration.prefault('10m'),
    PUBLIC_URL: httpUrl.optional(),
    MAX_UPLOAD_BYTES: bytes(MAX_INT).default(100 * MIB),
    MAX_MULTIPART_BYTES: bytes(MAX_INT).default(8 * MIB),
    // No S3 store signs for longer.
    FILE_URL_LIFETIME: duration.pipe(z.number().max(7 * DAY, 'must be at most 7d')).prefault('15m'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
    MAX_COST: count.prefault('100000'),
    SHOW_COST: flag.prefault('false'),
    RATE_LIMIT: count.optional(),
    APPEND_RATE_LIMIT: count.optional(),
    TRUST_PROXY: count.prefault('0'),
    GRAPHIQL: flag.optional(),
    INTROSPECTION: flag.optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
    OTEL_TRACES_EXPORTER: z.string().optional(),
    OTEL_SDK_DISABLED: z.string().optional(),
  })
  .superRefine((set, context) => {
    const [first, second] = keySources.filter((name) => set[name] !== undefined)
    if (second) context.addIssue({ code: 'custom', path: [second], message: `cannot be set beside ${first}` })
  })

const withTheOthers = z.string('must be set too, since another S3_ variable is')

/** The S3 store: all of it, or nothing. */
const s3Environment = z.object({
  S3_ENDPOINT: httpUrl.optional(),
  S3_REGION: withTheOthers.regex(/^[\w-]+$/, 'must be a region, such as eu-central-1'),
  S3_BUCKET: withTheOthers.regex(/^[\w.-]{3,255}$/, 'must be the name of a bucket'),
  S3_ACCESS_KEY_ID: withTheOthers,
  S3_SECRET_ACCESS_KEY: withTheOthers,
  S3_FORCE_PATH_STYLE: flag.optional(),
})

export type S3Config = NonNullable<Config['s3']>

export type Config = ReturnType<typeof loadConfig>

/** What the operator set, checked. An empty variable counts as one that is not set, as in a compose file. */
export function loadConfig(variables: NodeJS.ProcessEnv = process.env) {
  const set = withoutEmpty(variables)
  const env = check(environment, set)
  const s3 = wantsS3(set) ? check(s3Environment, set) : null
  const isProduction = env.NODE_ENV === 'production'
  const requests = env.RATE_LIMIT ?? (isProduction ? 100 : 0)
  return {
    isProduction,
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT,
    databaseUrl: env.DATABASE_URL,
    databaseDirectUrl: env.DATABASE_DIRECT_URL,
    databasePoolSize: env.DATABASE_POOL_SIZE,
    databaseNamedStatements: env.DATABASE_NAMED_STATEMENTS,
    dataDir: env.DATA_DIR,
    authJwtSecret: env.AUTH_JWT_SECRET,
    authJwksUrl: env.AUTH_JWKS_URL,
    authJwtPublicKey: env.AUTH_JWT_PUBLIC_KEY,
    authIssuer: env.AUTH_ISSUER,
    authAudience: env.AUTH_AUDIENCE,
    authCookie: env.AUTH_COOKIE,
    corsOrigins: env.CORS_ORIGINS,
    trashRetention: env.TRASH_RETENTION,
    redisUrl: env.REDIS_URL,
    eventRetention: env.EVENT_RETENTION,
    streamTimeout: env.STREAM_TIMEOUT,
    publicUrl: env.PUBLIC_URL,
    maxUploadBytes: env.MAX_UPLOAD_BYTES,
    maxMultipartBytes: env.MAX_MULTIPART_BYTES,
    fileUrlLifetime: env.FILE_URL_LIFETIME,
    s3: s3 && {
      endpoint: s3.S3_ENDPOINT,
      region: s3.S3_REGION,
      bucket: s3.S3_BUCKET,
      accessKeyId: s3.S3_ACCESS_KEY_ID,
      secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
      // Few stores but Amazon's have a host for each bucket.
      forcePathStyle: s3.S3_FORCE_PATH_STYLE ?? s3.S3_ENDPOINT !== undefined,
    },
    logLevel: env.LOG_LEVEL ?? (isProduction ? 'info' : 'warn'),
    maxCost: env.MAX_COST,
    showCost: env.SHOW_COST,
    rateLimits: { requests, appends: env.APPEND_RATE_LIMIT ?? (requests && 6_000) },
    proxies: env.TRUST_PROXY,
    graphiql: env.GRAPHIQL ?? !isProduction,
    introspection: env.INTROSPECTION ?? !isProduction,
    tracing: isTraced(env),
  }
}

/** By OpenTelemetry's own variables, the others of which its libraries read. */
const isTraced = (env: z.output<typeof environment>): boolean =>
  (env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? env.OTEL_EXPORTER_OTLP_ENDPOINT) !== undefined &&
  env.OTEL_TRACES_EXPORTER !== 'none' &&
  env.OTEL_SDK_DISABLED?.toLowerCase() !== 'true'

/** All that is wrong with what the operator set, a line for each variable. */
export function configProblems(variables: NodeJS.ProcessEnv = process.env): string[] {
  const set = withoutEmpty(variables)
  return [environment, ...(wantsS3(set) ? [s3Environment] : [])].flatMap((schema) => {
    const { error } = schema.safeParse(set)
    return error ? error.issues.map(describe) : []
  })
}

const withoutEmpty = (variables: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))

const wantsS3 = (set: object) => Object.keys(s3Environment.shape).some((name) => name in set)

const describe = ({ path, message }: z.core.$ZodIssue) => `${path.join('.')}: ${message}`

function check<Schema extends z.ZodType>(
  schema: Schema,
  variables: Record<string, unknown>,
): z.output<Schema> {
  const parsed = schema.safeParse(variables)
  if (parsed.success) return parsed.data
  throw new OperatorError(describe(parsed.error.issues[0] as z.core.$ZodIssue))
}
