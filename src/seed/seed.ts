import type { PrismaClient } from '../platform/db/generated/client.ts'
import { batches } from './batches.ts'
import { conversation } from './conversation.ts'
import { type Owner, settle } from './owners.ts'
import { people } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { conversationCounts, messageCounts } from './sizes.ts'
import { type Added, write } from './write.ts'

export type SeedSize = { users: number; conversations: number; messages: number }

/**
 * Fills the database with conversations from before `until`, always the same ones for the same arguments: what is
 * there already is left alone. The first user, `demo`, has by far the most conversations, and the longest one.
 */
export async function seed(
  prisma: PrismaClient,
  { users, conversations, messages }: SeedSize,
  until: Date,
  onProgress: (messages: number) => void = () => {},
): Promise<Added> {
  const random = createRandom(1)
  const owners = await settle(prisma, people(users, until.getTime(), random))
  const conversationsOf = conversationCounts(conversations, users, random)
  const sizes = messageCounts(messages, conversations, random)

  const added: Added = { conversations: 0, messages: 0, files: 0 }
  let done = 0
  let writing = Promise.resolve()
  for (const batch of batches(all(owners, conversationsOf, sizes, until.getTime(), random))) {
    // The next batch is made up while this one is being written.
    await writing
    writing = write(prisma, batch, added).then(() => {
      done += batch.reduce((sum, { messages }) => sum + messages.length, 0)
      onProgress(done)
    })
  }
  await writing
  await prisma.$executeRaw`ANALYZE users, spaces, conversations, messages, files`
  return added
}

function* all(owners: Owner[], conversationsOf: number[], sizes: number[], until: number, random: Random) {
  let next = 0
  for (const [index, owner] of owners.entries()) {
    const end = next + (conversationsOf[index] ?? 0)
    for (; next < end; next++) yield conversation(owner, sizes[next] ?? 0, until, random)
  }
}
