import type { Prisma, PrismaClient } from './db/generated/client.ts'
import type { Sql } from './db/sql.ts'
import type { Statements } from './db/statements.ts'
import type { EventHub } from './events/hub.ts'
import type { FileAccess } from './storage/store.ts'
import { inTurn } from './turns.ts'

/** Who is asking: the user of the request's token. */
export interface Viewer {
  /** The user's key, a UUID. */
  id: string
  name: string
}

/** What a service works with: the database, on behalf of a viewer. */
export interface Session {
  viewer: Viewer
  prisma: PrismaClient
  statements: Statements
  events: EventHub
  files: FileAccess
}

/** The same on nobody's behalf. */
export type Resources = Omit<Session, 'viewer'>

/** What changes are made and told with. */
export type Telling = Pick<Session, 'prisma' | 'events'>

/** A session at work: within a transaction, or with each statement on its own. */
export interface Work {
  viewer: Viewer
  prisma: Prisma.TransactionClient
  /** The rows of a statement, whose columns are numbers, truth values and text. */
  query: <Row>(statement: Sql) => Promise<Row[]>
  /** A log grew to this number: its readers are told when it is committed, and never if it is not. */
  logGrew: (stream: string, number: number) => void
}

/** Does work of which each statement is committed as it is done. */
export const atOnce = <Result>(
  { viewer, prisma, statements, events }: Session,
  run: (work: Work) => Promise<Result>,
): Promise<Result> =>
  inTurn(viewer.id, () =>
    run({
      viewer,
      prisma,
      query: (statement) => statements.objects(statement),
      logGrew: (stream, number) => events.committed(stream, number),
    }),
  )

/** Does work that is committed as a whole, or not at all. */
export const inTransaction = <Result>(
  { viewer, prisma, events }: Session,
  run: (work: Work) => Promise<Result>,
): Promise<Result> =>
  inTurn(viewer.id, () => transact({ prisma, events }, (work) => run({ viewer, ...work })))

/** The same on nobody's behalf. */
export async function transact<Result>(
  { prisma, events }: Telling,
  run: (work: Omit<Work, 'viewer'>) => Promise<Result>,
): Promise<Result> {
  const grown: [stream: string, number: number][] = []
  const result = await prisma.$transaction((transaction) =>
    run({
      prisma: transaction,
      query: (statement) => transaction.$queryRaw(statement),
      logGrew: (...growth) => grown.push(growth),
    }),
  )
  for (const growth of grown) events.committed(...growth)
  return result
}
