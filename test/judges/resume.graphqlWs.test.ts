import { expect, test } from 'vitest'
import {
  after,
  CONVERSATION,
  type Conversation,
  EVENTS,
  type Event,
  isIncomplete,
} from '../../docs/examples/conversation.ts'
import { resuming } from '../../docs/examples/resuming.ts'
import { testServer } from '../support/server.ts'
import { expectToResume } from './resume.ts'
import { socketTo } from './socket.ts'

const server = await testServer()

test('the client of graphql-ws resumes by cursor, and gets nothing twice', async () => {
  const cursors: string[] = []
  await expectToResume(server, async (line, user, id) => {
    const client = resuming(await socketTo(line.url, user))
    let shown: Conversation
    const watch = async () => {
      shown = (await user.data(CONVERSATION, { id })).conversation
      const stop = client.subscribe<{ conversationEvents: Event }>(
        { query: EVENTS, variables: { id, after: shown.eventCursor } },
        {
          next({ data }) {
            const event = data?.conversationEvents as Event
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
