import type { PrismaClient } from '../platform/db/generated/client.ts'
import type { SeedConversation } from './conversation.ts'
import { insert } from './insert.ts'

/** How much was not there before. */
export type Added = { conversations: number; messages: number; files: number }

/** A conversation gets there with all its messages or not at all, also when it is interrupted. */
export async function write(prisma: PrismaClient, batch: SeedConversation[], added: Added): Promise<void> {
  await prisma.$transaction(async (transaction) => {
    const rows = batch.map(({ conversation }) => conversation)
    const ids = await insert(transaction, 'conversations', rows)
    const fresh = batch.filter(({ conversation }) => ids.has(conversation.id))
    const messages = fresh.flatMap(({ messages }) => messages)
    const files = fresh.flatMap(({ files }) => files)
    added.conversations += ids.size
    added.messages += (await insert(transaction, 'messages', messages)).size
    added.files += (await insert(transaction, 'files', files)).size
  })
}
