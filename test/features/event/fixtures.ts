import type { Client } from '../../support/client.ts'
import type { Event } from './watch.ts'

/** Where a conversation's log is. */
export const eventCursor = async (user: Client, id: string): Promise<string> =>
  (await user.data('query ($id: ID!) { conversation(id: $id) { eventCursor } }', { id })).conversation
    .eventCursor

/** Where the log of the user's lists is. */
export const listCursor = async (user: Client): Promise<string> =>
  (await user.data('{ viewer { conversationListCursor } }')).viewer.conversationListCursor

/** That an event with this cursor has come. */
export const reached = (cursor: string) => (events: Event[]) =>
  events.some((event) => event.cursor === cursor)

export const typesOf = (events: Event[]): string[] => events.map(({ __typename }) => __typename)
