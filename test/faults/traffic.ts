import { setTimeout } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { encodeId, newKey } from '../../src/platform/ids.ts'
import { createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { bearer } from '../support/server.ts'
import { inTime } from './inTime.ts'

const PAUSE_MS = 10

const READ = '{ conversations(first: 20) { nodes { id title } } viewer { name } }'
const ADD = `mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }`
const WATCH = `subscription ($id: ID!, $after: String) {
  conversationEvents(conversationId: $id, after: $after) {
    ... on Event { cursor }
    ... on MessageAdded { message { id } }
  }
}`

interface Page {
  nodes: { id: string }[]
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

interface Told {
  conversationEvents: { cursor: string; message?: { id: string } }
}

/** What one user's clients go on doing while things break: they read, write and watch. */
export class Traffic {
  /** How many calls were answered with data, and how many were refused. */
  reads = 0
  refused = 0
  /** The messages that were acknowledged, in that order. */
  readonly added: string[] = []
  /** Those that a subscription told of, which is opened again, after its last event, whenever it ends. */
  readonly seen: string[] = []
  readonly #url: string
  readonly #user: Client
  readonly #conversationId: string
  readonly #writing = new AbortController()
  readonly #watching = new AbortController()
  readonly #working: Promise<unknown>
  readonly #watched: Promise<void>

  private constructor(url: string, user: Client, conversationId: string, cursor: string) {
    this.#url = url
    this.#user = user
    this.#conversationId = conversationId
    this.#working = Promise.all([this.#read(), this.#write(), this.#write()])
    this.#watched = this.#watch(cursor)
    // Told by `finish`.
    this.#working.catch(() => {})
    this.#watched.catch(() => {})
  }

  static async on(url: string): Promise<Traffic> {
    const user = await clientOf(url)
    const { id } = await createConversation(user)
    const { conversation } = await user.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', {
      id,
    })
    return new Traffic(url, user, id, conversation.eventCursor)
  }

  /** Ends it. All that was acknowledged is there, once, and the subscription told of all that is there, in its order. */
  async expectNothingLost(): Promise<void> {
    this.#writing.abort()
    await this.#working
    const there = await this.#stored()
    expect(there.toSorted()).toEqual(this.added.toSorted())
    await expect.poll(() => this.seen.length).toBe(there.length)
    expect(this.seen).toEqual(there)
    this.#watching.abort()
    await this.#watched
  }

  async #stored(): Promise<string[]> {
    const ids: string[] = []
    let after: string | null = null as string | null
    for (;;) {
      const { conversation }: { conversation: { messages: Page } } = await this.#user.data(
        `query ($id: ID!, $after: String) {
          conversation(id: $id) { messages(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
        }`,
        { id: this.#conversationId, after },
      )
      const { nodes, pageInfo }: Page = conversation.messages
      ids.push(...nodes.map(({ id }) => id))
      if (!pageInfo.hasNextPage) return ids
      after = pageInfo.endCursor
    }
  }

  async #read(): Promise<void> {
    while (!this.#writing.signal.aborted) if (await this.#isServed(READ)) this.reads++
  }

  async #write(): Promise<void> {
    while (!this.#writing.signal.aborted) {
      const id = encodeId('Message', newKey())
      const input = { id, conversationId: this.#conversationId, role: 'USER', content: 'Hello' }
      // What was refused may have been done: it is sent again under the same id.
      while (!(await this.#isServed(ADD, { input })));
      this.added.push(id)
    }
  }

  /** Whether it was, or refused as it is to be: by any other answer, or none in time, the test fails. */
  async #isServed(query: string, variables: object = {}): Promise<boolean> {
    await setTimeout(PAUSE_MS)
    const { status, body } = await inTime(this.#user.send(query, variables))
    if (status === 200) expect(body).not.toHaveProperty('errors')
    else expect([status, body.errors[0].extensions.code]).toEqual([503, 'DATABASE_ERROR'])
    if (status !== 200) this.refused++
    return status === 200
  }

  async #watch(cursor: string): Promise<void> {
    const client = createClient({
      url: `${this.#url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: await bearer(this.#user.name),
    })
    this.#watching.signal.addEventListener('abort', () => void client.dispose())
    for (let after = cursor; !this.#watching.signal.aborted; await setTimeout(PAUSE_MS)) {
      const variables = { id: this.#conversationId, after }
      for await (const { data, errors } of client.iterate<Told>({ query: WATCH, variables })) {
        if (errors) expect(errors[0]?.extensions?.code).toBe('DATABASE_ERROR')
        const event = data?.conversationEvents
        if (event) after = event.cursor
        if (event?.message) this.seen.push(event.message.id)
      }
    }
  }
}
