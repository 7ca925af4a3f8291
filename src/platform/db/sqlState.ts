import { isDriverAdapterError } from '@prisma/driver-adapter-utils'
import { Prisma } from './generated/client.ts'

/** PostgreSQL's code of what a statement failed with, five characters; undefined of any other error. */
export function sqlStateOf(error: unknown): string | undefined {
  const cause = error instanceof Prisma.PrismaClientKnownRequestError ? error.meta?.driverAdapterError : error
  return isDriverAdapterError(cause) ? cause.cause.originalCode : undefined
}
