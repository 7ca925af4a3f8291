import type { PrismaClient } from '../platform/db/generated/client.ts'
import { seed } from './seed.ts'
import { startOfToday } from './startOfToday.ts'

/** A small set for the user `demo`, unless that user has conversations already. */
export async function seedDemo(prisma: PrismaClient): Promise<void> {
  const existing = await prisma.conversation.findFirst({
    where: { owner: { subject: 'demo' } },
    select: { id: true },
  })
  if (!existing) await seed(prisma, { users: 1, conversations: 300, messages: 3_000 }, startOfToday())
}
