import { expect, test } from 'vitest'
import { isUniqueViolation } from '../../src/platform/creation.ts'
import { newKey } from '../../src/platform/ids.ts'
import { testDatabase } from '../support/database.ts'

const { prisma } = await testDatabase()

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: unknown) => error,
  )

test('a violation of uniqueness is one, of a raw statement and of any other, in a transaction and alone', async () => {
  const user = { id: newKey(), subject: newKey(), name: 'a' }
  const { id, subject, name } = await prisma.user.create({ data: user })
  const insert = (client: Pick<typeof prisma, '$executeRaw'>) =>
    client.$executeRaw`INSERT INTO users (id, subject, name) VALUES (${id}::uuid, ${subject}, ${name})`
  expect(isUniqueViolation(await errorOf(insert(prisma)))).toBe(true)
  expect(isUniqueViolation(await errorOf(prisma.$transaction(insert)))).toBe(true)
  expect(isUniqueViolation(await errorOf(prisma.user.create({ data: user })))).toBe(true)
})

test('an error that only quotes the code is none', async () => {
  expect(isUniqueViolation(await errorOf(prisma.$queryRaw`SELECT ${'23505'}::text::uuid`))).toBe(false)
  expect(isUniqueViolation(new Error('23505'))).toBe(false)
})
