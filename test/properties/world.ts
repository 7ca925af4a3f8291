import { randomUUID } from 'node:crypto'
import type { PrismaClient } from '../../src/platform/db/generated/client.ts'
import { type Client, clientOf } from '../support/client.ts'
import type { TestServer } from '../support/server.ts'
import { keysOfItsOwn } from './rows.ts'

/** A user of a property's run, and whatever is theirs. */
export interface World {
  prisma: PrismaClient
  client: Client
  key: (n: number) => string
  ownerId: string
}

export async function openWorld({ url, database: { prisma } }: TestServer): Promise<World> {
  const client = await clientOf(url, `user-${randomUUID()}`)
  const key = keysOfItsOwn()
  const ownerId = key(999_999)
  await prisma.user.create({ data: { id: ownerId, subject: client.name, name: client.name } })
  return { prisma, client, key, ownerId }
}

export async function addSpaces({ prisma, key, ownerId }: World): Promise<[string, string]> {
  const ids: [string, string] = [key(10_000), key(10_001)]
  await prisma.space.createMany({ data: ids.map((id) => ({ id, ownerId, name: 'Here' })) })
  return ids
}

/** A conversation to hold messages. */
export async function addConversation(world: World): Promise<string> {
  const { prisma, key, ownerId } = world
  const [spaceId] = await addSpaces(world)
  const id = key(20_000)
  await prisma.conversation.create({
    data: { id, ownerId, spaceId, sortAt: new Date(0), createdAt: new Date(0) },
  })
  return id
}
