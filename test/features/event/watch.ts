import { createClient, type Client as Socket } from 'graphql-ws'
import { onTestFinished, vi } from 'vitest'
import WebSocket from 'ws'
import type { Client } from '../../support/client.ts'
import { bearer } from '../../support/server.ts'

// biome-ignore lint/suspicious/noExplicitAny: an event is whatever the test says that it is
export type Event = any

export interface Watch {
  /** What was told, in the order in which it came. */
  events: Event[]
  /** What it ended with: the errors that refused it, or null. */
  ended: Promise<{ extensions: { code: string } }[] | null>
  /** All that was told, once it holds what is looked for. */
  until: (isThere: (events: Event[]) => boolean) => Promise<Event[]>
  stop: () => void
}

const OBJECTS = `
  __typename
  ... on Event { cursor occurredAt }
  ... on ConversationChanged { conversation { id title version } }
  ... on ConversationDeleted { deletedConversationId }`

const CONVERSATION = `subscription ($conversationId: ID!, $after: String) {
  event: conversationEvents(conversationId: $conversationId, after: $after) {
    ${OBJECTS}
    ... on MessageAdded { message { id content status } }
    ... on MessageChanged { message { id content status } }
    ... on MessageDelta { messageId partIndex offset text }
    ... on MessagePartAdded { messageId partIndex part { __typename ... on TextPart { text } } }
    ... on MessagePartChanged { messageId partIndex part { __typename ... on TextPart { text } } }
    ... on MessagesReplaced { conversation { id messageCount } }
    ... on MessageDeleted { deletedMessageId }
  }
}`

const LIST = `subscription ($spaceId: ID, $after: String) {
  event: conversationListEvents(spaceId: $spaceId, after: $after) {
    ${OBJECTS}
    ... on ConversationCreated { conversation { id title } }
    ... on ConversationLeft { conversation { id space { id } } }
    ... on SpaceCreated { space { id name } }
    ... on SpaceChanged { space { id name } }
    ... on SpaceDeleted { deletedSpaceId }
  }
}`

export const watchConversation = (
  url: string,
  user: Client,
  variables: { conversationId: string; after?: string },
): Watch => watch(url, user, CONVERSATION, variables)

export const watchList = (
  url: string,
  user: Client,
  variables: { spaceId?: string | undefined; after?: string } = {},
): Watch => watch(url, user, LIST, variables)

/** A subscription of a user on a socket of its own, until it ends, is stopped, or the test is over. */
export function watch(url: string, user: Client, query: string, variables: object): Watch {
  const socket: Socket = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: () => bearer(user.name),
    retryAttempts: 0,
  })
  onTestFinished(async () => socket.dispose())
  const events: Event[] = []
  let stop = () => {}
  const ended = new Promise<Awaited<Watch['ended']>>((end) => {
    stop = socket.subscribe<{ event: Event }>(
      { query, variables: variables as Record<string, unknown> },
      {
        next: ({ data, errors }) => (data ? void events.push(data.event) : end(errors as never)),
        error: (errors) => end(errors as Awaited<Watch['ended']>),
        complete: () => end(null),
      },
    )
  })
  const until = async (isThere: (events: Event[]) => boolean) => {
    await vi.waitUntil(() => isThere(events), { timeout: 50_000, interval: 5 })
    return events
  }
  return { events, ended, until, stop: () => stop() }
}
