import { expect, test } from 'vitest'
import { seedDemo } from '../../src/seed/demo.ts'
import { testDatabase } from '../support/database.ts'

const { prisma } = await testDatabase()

test('the user demo gets conversations, but only while there are none', async () => {
  await seedDemo(prisma)
  const owned = { where: { owner: { subject: 'demo' } } }
  expect(await prisma.conversation.count(owned)).toBe(300)

  const { id } = await prisma.conversation.findFirstOrThrow(owned)
  await prisma.conversation.delete({ where: { id } })
  await seedDemo(prisma)
  expect(await prisma.conversation.count(owned)).toBe(299)
})
