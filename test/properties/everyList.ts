import * as fc from 'fast-check'
import type { TestServer } from '../support/server.ts'
import { conversations, spaceConversations } from './conversationLists.ts'
import { items } from './item.ts'
import { type Kind, List } from './list.ts'
import type { Options, OrderField } from './options.ts'
import { attachedFiles, messages, spaces } from './otherLists.ts'
import { openWorld } from './world.ts'

/** A list with the cursor of one of its items. */
export interface Marked {
  name: string
  list: List
  cursor: string
}

const fields: OrderField[] = ['LAST_MESSAGE_AT', 'CREATED_AT', 'UPDATED_AT', 'TITLE']
const orders = fields.flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction): Options => ({ orderBy: { field, direction } })),
)
const [rows = []] = fc.sample(items({ minLength: 8, maxLength: 8 }), { numRuns: 1, seed: 3 })

async function marked(server: TestServer, name: string, kind: Kind, options: Options): Promise<Marked> {
  const world = await openWorld(server)
  const list = new List(world, await kind(world, options))
  await list.insert(rows.map((row) => ({ ...row, space: 0, state: 'ACTIVE' })))
  const marks = await list.marks()
  return { name, list, cursor: marks[3]?.cursor as string }
}

/** A list of each kind, those of conversations in several orders, all of them of different users. */
export async function everyList(server: TestServer): Promise<Marked[]> {
  const ordered = (name: string, kind: Kind, all: Options[]) =>
    all.map((options) => marked(server, `${name} by ${Object.values(options.orderBy ?? {})}`, kind, options))
  return Promise.all([
    ...ordered('conversations', conversations, orders),
    ...ordered("a space's conversations", spaceConversations, orders.slice(0, 2)),
    marked(server, 'spaces', spaces, {}),
    marked(server, 'messages', messages, {}),
    marked(server, 'files', attachedFiles, {}),
  ])
}
