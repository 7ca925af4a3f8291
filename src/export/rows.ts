import type { Prisma } from '../platform/db/generated/client.ts'

/** The rows of an export, with what belongs to each. */

const withSpace = { space: { select: { isDefault: true } } } satisfies Prisma.ConversationInclude

const withFilesAndChunks = {
  files: { orderBy: [{ ordinal: 'asc' }, { id: 'asc' }] },
  chunks: { orderBy: [{ partIndex: 'asc' }, { number: 'asc' }] },
} satisfies Prisma.MessageInclude

export type SpaceRow = Prisma.SpaceGetPayload<object>
export type FileRow = Prisma.FileGetPayload<object>
export type ConversationRow = Prisma.ConversationGetPayload<{ include: typeof withSpace }>
export type MessageRow = Prisma.MessageGetPayload<{ include: typeof withFilesAndChunks }>

const PAGE = 500
/** Smaller, since a message can be large. */
const MESSAGES_PAGE = 50

/** What a user has, in an order that stays, and never more than a page of it in memory. */
export class Rows {
  readonly #prisma: Prisma.TransactionClient
  readonly #ownerId: string

  constructor(prisma: Prisma.TransactionClient, ownerId: string) {
    this.#prisma = prisma
    this.#ownerId = ownerId
  }

  readonly defaultSpace = (): Promise<SpaceRow> =>
    this.#prisma.space.findFirstOrThrow({ where: { ownerId: this.#ownerId, isDefault: true } })

  /** All but the default one. */
  readonly spaces = () =>
    pages<SpaceRow>(PAGE, (last) => {
      const { where, ...rest } = this.#after(last)
      return this.#prisma.space.findMany({ where: { ...where, isDefault: false }, ...rest })
    })

  /** Those that hang on no message. */
  readonly files = () =>
    pages<FileRow>(PAGE, (last) => {
      const { where, ...rest } = this.#after(last)
      return this.#prisma.file.findMany({ where: { ...where, messageId: null }, ...rest })
    })

  readonly conversations = () =>
    pages<ConversationRow>(PAGE, (last) =>
      this.#prisma.conversation.findMany({ ...this.#after(last), include: withSpace }),
    )

  readonly messages = (conversationId: string) =>
    pages<MessageRow>(MESSAGES_PAGE, (last) =>
      this.#prisma.message.findMany({
        where: { conversationId, ...(last && { position: { gt: last.position } }) },
        include: withFilesAndChunks,
        orderBy: { position: 'asc' },
        take: MESSAGES_PAGE,
      }),
    )

  #after(last: { id: string } | undefined) {
    return {
      where: { ownerId: this.#ownerId, ...(last && { id: { gt: last.id } }) },
      orderBy: { id: 'asc' as const },
      take: PAGE,
    }
  }
}

/** Rows a page of this size at a time, each time those after the last one, until there are no more. */
async function* pages<Row>(
  size: number,
  read: (last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let rows: Row[] = []
  do {
    rows = await read(rows.at(-1))
    yield* rows
  } while (rows.length === size)
}
