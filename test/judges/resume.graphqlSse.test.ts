import { createClient } from 'graphql-sse'
import { expect, onTestFinished, test } from 'vitest'
import {
  after,
  CONVERSATION,
  type Conversation,
  EVENTS,
  type Event,
  isIncomplete,
} from '../../docs/examples/conversation.ts'
import { bearer, testServer } from '../support/server.ts'
import { expectToResume } from './resume.ts'

const server = await testServer()

test('the client of graphql-sse resumes by cursor, and gets nothing twice', async () => {
  const cursors: string[] = []
  await expectToResume(server, async (line, user, id) => {
    const client = createClient({
      url: `${line.url}/graphql`,
      headers: await bearer(user.name),
      retryAttempts: Number.POSITIVE_INFINITY,
      retry: () => new Promise((resolve) => setTimeout(resolve, 100)),
    })
    onTestFinished(() => client.dispose())
    let shown: Conversation
    const watch = async () => {
      shown = (await user.data(CONVERSATION, { id })).conversation
      const variables = { id, after: shown.eventCursor }
      const stop = client.subscribe<{ conversationEvents: Event }>(
        { query: EVENTS, variables },
        {
          next({ data }) {
            const event = data?.conversationEvents as Event
            variables.after = event.cursor
            cursors.push(event.cursor)
            shown = after(shown, event)
            if (!isIncomplete(event)) return
            stop()
            watch()
          },
          error: (error) => expect.fail(String(error)),
          complete: () => {},
        },
      )
    }
    await watch()
    return () => shown
  })
  expect(new Set(cursors).size).toBe(cursors.length)
})
