import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation } from '../fixtures.ts'
import { eventCursor } from './fixtures.ts'
import { watch } from './watch.ts'

/** Events are read, executed and written once for all who are told the same. Whoever is told something else is not. */

const { url } = await testServer()
const EVENTS = 12

const WATCHED = `subscription ($id: ID!, $after: String, $first: Int, $isLong: Boolean = false, $isListed: Boolean!) {
  event: conversationEvents(conversationId: $id, after: $after) { ...Told }
}
fragment Told on ConversationEvent {
  __typename
  ... on MessageAdded {
    message { content author @include(if: $isLong) { name } conversation @include(if: $isListed) { ...List } }
  }
}
fragment List on Conversation { id messages(first: $first) { nodes { content } } }`

const selections = [
  { isListed: false },
  { isListed: false, isLong: true },
  { isListed: true, first: 1 },
  { isListed: true, first: 2 },
  { isListed: true, isLong: true, first: 2 },
]

const authorOf = (user: Client) => ({ author: { name: user.name } })

test('each is told what they select, of their own, while events fly', async () => {
  const users = [await clientOf(url), await clientOf(url)]
  const watched = await Promise.all(
    users.map(async (user) => {
      const { id } = await createConversation(user, { messages: [{ role: 'USER', content: user.name }] })
      const after = await eventCursor(user, id)
      // Some are there from the start, and some come back once events have been told.
      const start = (from?: string) =>
        selections.map((variables) => ({
          variables,
          watch: watch(url, user, WATCHED, { id, after: from, ...variables }),
        }))
      return { user, id, after, start, watches: [...start(after), ...start(after)] }
    }),
  )
  for (let number = 0; number < EVENTS; number++)
    for (const { user, id, after, start, watches } of watched) {
      await addMessage(user, { conversationId: id, content: `${user.name} ${number}` })
      if (number === EVENTS / 2) watches.push(...start(after))
    }
  for (const { user, id, watches } of watched)
    for (const { variables, watch } of watches) {
      const events = await watch.until((events) => events.length === EVENTS)
      const { isListed, isLong, first } = { isLong: false, first: 0, ...variables }
      for (const [
        number,
        {
          message: { conversation, ...message },
        },
      ] of events.entries()) {
        expect(message).toEqual({ content: `${user.name} ${number}`, ...(isLong && authorOf(user)) })
        expect(conversation === undefined).toBe(!isListed)
        if (!isListed) continue
        expect(conversation.id).toBe(id)
        expect(conversation.messages.nodes).toHaveLength(first)
        for (const { content } of conversation.messages.nodes)
          expect(content.startsWith(user.name)).toBe(true)
      }
    }
})
