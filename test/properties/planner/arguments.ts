import type { GraphQLField } from 'graphql'
import { encodeId, idPrefixes, type NodeType } from '../../../src/platform/ids.ts'
import { moment } from '../rows.ts'
import type { Chance } from './chance.ts'
import { keys } from './dataset.ts'
import type { Tables } from './naive.ts'
import { conversationOrder, cursorOf, type Order, type OrderBy, orders } from './orders.ts'

type Args = Record<string, unknown>

/** Arguments for the fields of the schema, most of them such that there is something to read. */
export class Arguments {
  readonly #chance: Chance
  readonly #tables: Tables

  constructor(chance: Chance, tables: Tables) {
    this.#chance = chance
    this.#tables = tables
  }

  /** Of a field of the type `parent`; `key` is that of the object, where it is known. */
  of(parent: string, { name, args }: GraphQLField<unknown, unknown>, key: string | null): Args {
    const names = args.map((arg) => arg.name)
    if (names.includes('first')) return this.#page(parent, name, key, names)
    if (name === 'nodes' && names.length) return { ids: [this.#id(), this.#id(), this.#id()] }
    if (names.includes('externalId')) return { externalId: this.#chance.of(['c0', 'c3', 'nothing', '\0']) }
    return names.includes('id') ? { id: this.#id(name) } : {}
  }

  #id(name = 'node'): string {
    const types = Object.keys(idPrefixes) as NodeType[]
    const type =
      types.find((type) => type.toLowerCase() === name && !this.#chance.oneIn(6)) ?? this.#chance.of(types)
    if (this.#chance.oneIn(8)) return this.#chance.of(['', 'conv_x', encodeId(type, keys[type](8))])
    const { users, spaces, conversations, messages, files } = this.#tables
    const rows = { User: users, Space: spaces, Conversation: conversations, Message: messages, File: files }[
      type
    ]
    return encodeId(type, this.#chance.of<{ id: string }>(rows).id)
  }

  #page(parent: string, name: string, key: string | null, names: string[]): Args {
    const size = this.#chance.of([
      {},
      { first: 1 + this.#chance.upTo(4) },
      { last: 1 + this.#chance.upTo(4) },
    ])
    const wrong = this.#chance.of([{ first: 0 }, { last: 101 }, { first: 1, last: 1 }])
    const orderBy = names.includes('orderBy') ? this.#orderBy() : undefined
    const isNumbered = names.includes('offset') && !('last' in size) && this.#chance.oneIn(4)
    return {
      ...(this.#chance.oneIn(40) ? wrong : size),
      ...(names.includes('filter') && this.#chance.oneIn(2) && { filter: this.#filter() }),
      ...(orderBy && { orderBy }),
      ...this.#bounds(parent, name, key, orderBy),
      // With two bounds that cross, what lies before a page by number is nobody's concern.
      ...(isNumbered && { offset: this.#chance.upTo(5), before: undefined }),
    }
  }

  #bounds(parent: string, name: string, key: string | null, orderBy: OrderBy | undefined): Args {
    // A cursor of another list fails the field: seldom, or most documents would fail.
    if (key === null && !this.#chance.oneIn(40)) return {}
    const { spaces, conversations, messages, files } = this.#tables
    const bound = <Row extends { id: string }>(order: Order<Row>, rows: Row[]): Args => {
      const cursor = () => cursorOf(order, key ?? keys.Space(0), this.#chance.of(rows))
      return {
        ...(this.#chance.oneIn(2) && { after: cursor() }),
        ...(this.#chance.oneIn(3) && { before: cursor() }),
      }
    }
    if (name === 'spaces') return bound(orders.spaces, spaces)
    // None of another conversation: positions alone are compared, and no cursor given out has a position of elsewhere.
    const own = messages.filter(({ conversationId }) => conversationId === key)
    if (name === 'messages') return own.length ? bound(orders.messages, own) : {}
    if (name === 'attachedFiles') return bound(orders.attachedFiles, files)
    return bound(
      conversationOrder(parent === 'Space' ? 'space.conversations' : 'conversations', orderBy),
      conversations,
    )
  }

  #orderBy(): OrderBy | undefined {
    const field = this.#chance.of(['LAST_MESSAGE_AT', 'CREATED_AT', 'UPDATED_AT', 'TITLE'])
    return this.#chance.oneIn(2) ? { field, direction: this.#chance.of(['ASC', 'DESC']) } : undefined
  }

  #filter(): Args {
    const all = ['ACTIVE', 'ARCHIVED', 'TRASHED']
    const time = () => moment(this.#chance.upTo(3)).toISOString()
    const conditions: Args[] = [
      {},
      { isPinned: this.#chance.oneIn(2) },
      { isPinned: null },
      { spaceId: encodeId('Space', keys.Space(this.#chance.upTo(2))) },
      { agentId: 'writer' },
      { mode: 'fast' },
      { hasFiles: this.#chance.oneIn(2) },
      { createdAfter: time() },
      { createdBefore: time() },
      { lastMessageAfter: time() },
      { lastMessageBefore: time() },
    ]
    const states = this.#chance.of([all, all.slice(1), ['TRASHED', 'ACTIVE', 'ACTIVE'], [], null])
    return { ...(this.#chance.oneIn(2) ? {} : { states }), ...this.#chance.of(conditions) }
  }
}
