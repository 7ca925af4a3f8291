import type { Answer, TestServer } from '../support/server.ts'
import type { Item } from './item.ts'
import type { Options } from './options.ts'
import { type Bounds, windowOf } from './window.ts'
import { openWorld, type World } from './world.ts'

export interface PageArgs {
  first?: number | null
  last?: number | null
  offset?: number | null
  after?: string | null
  before?: string | null
}

export interface Page {
  edges: { cursor: string; node: { id: string } }[]
  nodes: { id: string }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
  totalCount: number
}

/** Where the rows of a list are, and how to ask for its pages. */
export interface Source {
  /** Selects the connection as `page`, of the query itself or of a `parent`. */
  query: string
  variables?: object
  insert: (items: Item[]) => Promise<unknown>
  update: (item: Item) => Promise<unknown>
  remove: (item: Item) => Promise<unknown>
  idOf: (item: Item) => string
  has: (item: Item) => boolean
  compare: (a: Item, b: Item) => number
}

/** The source of a list in a world. */
export type Kind = (world: World, options: Options) => Promise<Source>

export const PAGE = `{
  edges { cursor node { id } }
  nodes { id }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  totalCount
}`

/** A list of the API beside the items that must be in it. */
export class List {
  readonly source: Source
  readonly world: World
  items: Item[] = []

  constructor(world: World, source: Source) {
    this.world = world
    this.source = source
  }

  async insert(items: Item[]) {
    await this.source.insert(items)
    this.items.push(...items)
  }

  async remove(item: Item) {
    await this.source.remove(item)
    this.items = this.items.filter(({ n }) => n !== item.n)
  }

  async update(item: Item) {
    await this.source.update(item)
    this.items = this.items.map((other) => (other.n === item.n ? item : other))
  }

  /** What the list must be. */
  members(): Item[] {
    return this.items.filter(this.source.has).sort(this.source.compare)
  }

  ids(items: Item[] = this.members()): string[] {
    return items.map(this.source.idOf)
  }

  window(bounds: Bounds<Item>) {
    return windowOf(this.members(), this.source.compare, bounds)
  }

  send(args: PageArgs): Promise<Answer> {
    return this.world.client.send(this.source.query, { ...this.source.variables, ...args })
  }

  async read(args: PageArgs & Options): Promise<Page> {
    const data = await this.world.client.data(this.source.query, { ...this.source.variables, ...args })
    return data.page ?? data.parent.page
  }

  itemsOf({ nodes }: Page): Item[] {
    const byId = new Map(this.items.map((item) => [this.source.idOf(item), item]))
    return nodes.map(({ id }) => byId.get(id) as Item)
  }

  /** Items with their cursors, those too that the filter leaves out. */
  async marks(): Promise<{ item: Item; cursor: string }[]> {
    const page = await this.read({ first: 100, filter: { states: ['ACTIVE', 'ARCHIVED', 'TRASHED'] } })
    return this.itemsOf(page).map((item, i) => ({ item, cursor: page.edges[i]?.cursor as string }))
  }
}

export async function openList(
  server: TestServer,
  kind: Kind,
  options: Options,
  items: Item[] = [],
): Promise<List> {
  const world = await openWorld(server)
  const list = new List(world, await kind(world, options))
  await list.insert(items)
  return list
}
