import type { PrismaClient } from '../platform/db/generated/client.ts'
import { sql } from '../platform/db/sql.ts'
import type { Language } from './corpus/topic.ts'
import { insert } from './insert.ts'
import type { Person } from './people.ts'
import { type SpaceRow, timestamp } from './rows.ts'

/** A person under the ids that the database knows. */
export type Owner = {
  id: string
  language: Language
  joinedAt: number
  defaultSpaceId: string
  /** All of them, the default one too. */
  spaceIds: readonly string[]
}

/** Makes sure that they are there. Whoever has been there before, such as the demo's user, keeps what they have. */
export async function settle(prisma: PrismaClient, people: readonly Person[]): Promise<Owner[]> {
  const rows = people.map(({ id, subject, name, joinedAt }) => ({
    id,
    subject,
    name,
    created_at: timestamp(joinedAt),
  }))
  await insert(prisma, 'users', rows)
  const userIds = await idsOfUsers(prisma, people)
  await insert(
    prisma,
    'spaces',
    people.flatMap((person) => spaceRows(person, userIds.get(person.subject) as string)),
  )
  const defaultSpaceIds = await idsOfDefaultSpaces(prisma, [...userIds.values()])
  return people.map(({ subject, language, joinedAt, spaces }) => {
    const id = userIds.get(subject) as string
    const defaultSpaceId = defaultSpaceIds.get(id) as string
    return {
      id,
      language,
      joinedAt,
      defaultSpaceId,
      spaceIds: [defaultSpaceId, ...spaces.map((space) => space.id)],
    }
  })
}

function spaceRows({ defaultSpaceId, joinedAt, spaces }: Person, owner_id: string): SpaceRow[] {
  const row = (id: string, name: string, is_default: boolean, time: number): SpaceRow => {
    const created_at = timestamp(time)
    return { id, owner_id, name, is_default, created_at, updated_at: created_at }
  }
  return [
    row(defaultSpaceId, 'Personal', true, joinedAt),
    ...spaces.map(({ id, name, createdAt }) => row(id, name, false, createdAt)),
  ]
}

async function idsOfUsers(prisma: PrismaClient, people: readonly Person[]): Promise<Map<string, string>> {
  const users = await prisma.$queryRaw<{ subject: string; id: string }[]>(
    sql`SELECT subject, id FROM users WHERE subject = ANY(${people.map(({ subject }) => subject)})`,
  )
  return new Map(users.map(({ subject, id }) => [subject, id]))
}

async function idsOfDefaultSpaces(prisma: PrismaClient, ownerIds: string[]): Promise<Map<string, string>> {
  const spaces = await prisma.$queryRaw<{ owner_id: string; id: string }[]>(
    sql`SELECT owner_id, id FROM spaces WHERE is_default AND owner_id = ANY(${ownerIds}::uuid[])`,
  )
  return new Map(spaces.map(({ owner_id, id }) => [owner_id, id]))
}
