/** Prisma's codes for a database that cannot be reached, is too busy, or gave up waiting. */
const prismaCodes = new Set(['P1001', 'P1002', 'P1008', 'P1011', 'P1017', 'P2024', 'P2028', 'P2034', 'P2037'])

/** What the driver adapter calls the same. */
const driverKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'TransactionWriteConflict',
])

/** PostgreSQL's errors: connection lost, transaction rolled back, resources used up, lock not given, operator intervened, disk failed. */
const postgresCodes = /^(08...|40...|53...|55P03|57...|58...)$/

const socketCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])

/** node-postgres gives its own timeouts and lost connections no code. */
const driverMessages = /^(Connection terminated|timeout exceeded when trying to connect)/

/** Whether an error says that the database is out of reach for now, and not that the statement was wrong. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name, code, kind, message, cause, meta } = error as Record<string, unknown>
  const isUnavailable =
    name === 'PrismaClientInitializationError' ||
    driverKinds.has(String(kind)) ||
    (typeof code === 'string' &&
      (prismaCodes.has(code) || socketCodes.has(code) || postgresCodes.test(code))) ||
    driverMessages.test(String(message))
  if (isUnavailable) return true
  const { driverAdapterError } = (meta ?? {}) as Record<string, unknown>
  return isDatabaseUnavailable(driverAdapterError) || isDatabaseUnavailable(cause)
}
