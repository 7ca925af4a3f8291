import { createClient } from 'graphql-ws'
import { onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { bearer } from '../support/server.ts'

const CONVERSATION = `subscription ($id: ID!, $after: String) {
  event: conversationEvents(conversationId: $id, after: $after) {
    __typename
    ... on Event { cursor }
    ... on MessageAdded { message { id content } }
    ... on MessageDelta { messageId partIndex offset text }
    ... on ConversationChanged { conversation { title } }
  }
}`

const LIST = `subscription ($after: String) {
  event: conversationListEvents(after: $after) {
    __typename
    ... on Event { cursor }
    ... on ConversationCreated { conversation { id } }
    ... on ConversationChanged { conversation { id } }
  }
}`

export interface Watched {
  /** What came so far; also errors and the end, as the last thing. */
  // biome-ignore lint/suspicious/noExplicitAny: an event is whatever the test says that it is
  events: any[]
  end: () => Promise<void>
}

/** What a user is told over a WebSocket of one instance, until the test is over. */
async function watch(
  url: string,
  user: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<Watched> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: await bearer(user),
    retryAttempts: 0,
  })
  const end = async () => client.dispose()
  onTestFinished(end)
  const events: unknown[] = []
  client.subscribe<{ event: unknown }>(
    { query, variables },
    {
      next: ({ data, errors }) => void events.push(data?.event ?? errors),
      error: (error) => void events.push({ error }),
      complete: () => void events.push('complete'),
    },
  )
  return { events, end }
}

export const watchConversation = (url: string, user: string, id: string, after: string) =>
  watch(url, user, CONVERSATION, { id, after })

export const watchList = (url: string, user: string, after: string) => watch(url, user, LIST, { after })

/** The contents of the messages that were added. */
export const contentsIn = ({ events }: Watched): string[] => events.map(({ message }) => message?.content)
