import { createClient, type Client as Socket } from 'graphql-ws'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Client } from '../../support/client.ts'
import { bearer } from '../../support/server.ts'
import { createConversation, done } from '../fixtures.ts'
import { PARTS, WITH_PARTS } from './fixtures.ts'

/** Messages that are being written, and those who watch. */

export async function openStream(user: Client, input: object = {}) {
  const { id: conversationId } = await createConversation(user)
  const { message } = await done(
    user,
    'addMessage',
    { conversationId, role: 'ASSISTANT', status: 'STREAMING', ...input },
    WITH_PARTS,
  )
  return { conversationId: conversationId as string, id: message.id as string }
}

export const append = async (
  user: Client,
  messageId: string,
  partIndex: number,
  offset: number,
  text: string,
) => (await done(user, 'appendToMessage', { messageId, partIndex, offset, text }, WITH_PARTS)).message

export const addPart = async (user: Client, messageId: string, partIndex: number, part: object) =>
  (await done(user, 'addMessagePart', { messageId, partIndex, part }, WITH_PARTS)).message

export const finish = async (user: Client, messageId: string, input: object = {}) =>
  (await done(user, 'finishMessage', { messageId, ...input }, WITH_PARTS)).message

// biome-ignore lint/suspicious/noExplicitAny: events and parts are whatever the server sends
type Any = any

const EVENTS = `subscription ($conversationId: ID!, $after: String) {
  conversationEvents(conversationId: $conversationId, after: $after) {
    __typename
    ... on Event { cursor }
    ... on MessageAdded { message { id status ${PARTS} } }
    ... on MessageChanged { message { id status ${PARTS} } }
    ... on MessageDelta { messageId partIndex offset text }
    ... on MessagePartAdded { messageId partIndex ${PARTS.replace('parts', 'part')} }
    ... on MessagePartChanged { messageId partIndex ${PARTS.replace('parts', 'part')} }
    ... on MessageDeleted { deletedMessageId }
    ... on ConversationChanged { conversation { title } }
  }
}`

/** What a client holds of a conversation's messages, built from what it read and the events after that. */
export class Watcher {
  readonly messages = new Map<string, Any[]>()
  readonly events: Any[] = []
  /** Those that did not join on to what was there. */
  readonly gaps: Any[] = []
  /** Of the last event, or of what was read before. */
  cursor: string | undefined
  #socket: Socket | undefined

  /** As a client that opens the conversation: reads what is there, then subscribes after it. */
  static async open(url: string, user: Client, conversationId: string): Promise<Watcher> {
    const { conversation } = await user.data(
      `query ($id: ID!) { conversation(id: $id) { eventCursor messages(last: 100) { nodes { id ${PARTS} } } } }`,
      { id: conversationId },
    )
    const watcher = new Watcher()
    for (const { id, parts } of conversation.messages.nodes) watcher.messages.set(id, parts)
    await watcher.follow(url, user, conversationId, conversation.eventCursor)
    return watcher
  }

  /** Goes on after a cursor, until the test is finished or `leave` is called. */
  async follow(
    url: string,
    { name }: Pick<Client, 'name'>,
    conversationId: string,
    after?: string,
  ): Promise<void> {
    this.cursor = after
    const { authorization } = await bearer(name)
    const socket = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => {},
    })
    this.#socket = socket
    onTestFinished(() => void socket.dispose())
    socket.subscribe(
      { query: EVENTS, variables: { conversationId, after } },
      {
        next: ({ data, errors }) => this.#take(errors ? { errors } : (data?.conversationEvents as Any)),
        error: () => {},
        complete: () => {},
      },
    )
  }

  leave(): void {
    this.#socket?.dispose()
  }

  named = (type: string): Any[] => this.events.filter(({ __typename }) => __typename === type)

  /** As the contract has it: text and parts that lie within what is there are ignored. */
  #take(event: Any): void {
    this.events.push(event)
    this.cursor = event.cursor
    const { __typename, message, messageId, partIndex, offset, text, part } = event
    if (message) this.messages.set(message.id, message.parts)
    if (__typename === 'MessageDeleted') this.messages.delete(event.deletedMessageId)
    const parts = this.messages.get(messageId)
    if (!parts) return
    const there = parts[partIndex]?.text ?? ''
    const isGap = partIndex > parts.length || offset > there.length
    // Where a text overlaps what is there, both say the same.
    if (isGap || (text && !text.startsWith(there.slice(offset, offset + text.length)))) this.gaps.push(event)
    if (__typename === 'MessagePartAdded' && partIndex >= parts.length) parts[partIndex] = part
    if (__typename === 'MessagePartChanged') parts[partIndex] = part
    if (__typename !== 'MessageDelta') return
    parts[partIndex] ??= { __typename: 'TextPart', text: '', metadata: null }
    parts[partIndex].text += text.slice(Math.max(0, parts[partIndex].text.length - offset))
  }
}
