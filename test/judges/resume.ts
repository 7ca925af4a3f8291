import { expect } from 'vitest'
import { CONVERSATION, type Conversation } from '../../docs/examples/conversation.ts'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { clientOf, type Client as User } from '../support/client.ts'
import type { TestServer } from '../support/server.ts'
import { type Line, lineTo } from './line.ts'

const soon = { timeout: 40_000 }

/** Begins to show a conversation, and answers with what reads what is shown. */
export type Show = (line: Line, user: User, id: string) => Promise<() => Conversation | null | undefined>

/**
 * What every client goes through: it reads a conversation in which an answer streams, watches on from there, loses its
 * connection while much happens, comes back, and shows what the server has.
 */
export async function expectToResume({ url }: TestServer, show: Show): Promise<void> {
  const user = await clientOf(url)
  const line = await lineTo(url)
  const { id: conversationId } = await createConversation(user, { title: 'Before' })
  const [first, second] = [
    await addMessage(user, { conversationId, content: 'First' }),
    await addMessage(user, { conversationId, content: 'Second' }),
  ]
  const answer = await streamIn(user, conversationId)
  await answer.say('Once ')

  const shown = await show(line, user, conversationId)
  const isUpToDate = async () => {
    const { conversation } = await user.data(CONVERSATION, { id: conversationId })
    const { eventCursor: _, ...current } = conversation
    // Libraries add the names of types.
    await expect.poll(shown, soon).toMatchObject(current)
  }
  await answer.say('upon 👋🏽 ')
  await isUpToDate()

  line.cut()
  await answer.say('a time')
  await answer.call('look')
  await answer.say('there was ')
  await answer.say('an end.')
  await answer.finish()
  await done(user, 'editMessage', { messageId: first.id, content: 'First of all' })
  await done(user, 'deleteMessage', { messageId: second.id }, 'deletedMessageId')
  await done(user, 'renameConversation', { conversationId, title: 'Meanwhile' })
  const next = await streamIn(user, conversationId)
  await next.say('Another ')
  line.restore()
  await isUpToDate()

  await next.say('answer')
  await isUpToDate()
  await next.finish()
  await isUpToDate()

  const messages = Array.from({ length: 101 }, (_, n) => ({ role: 'USER', content: `New ${n}` }))
  await done(user, 'replaceMessages', { conversationId, messages })
  await isUpToDate()
  await addMessage(user, { conversationId, content: 'Last' })
  await expect.poll(() => shown()?.messages.nodes.at(-1)?.parts, soon).toMatchObject([{ text: 'Last' }])
}

/** An answer that is being written. */
async function streamIn(user: User, conversationId: string) {
  const opening = { conversationId, role: 'ASSISTANT', content: null, status: 'STREAMING' }
  const { id: messageId } = await addMessage(user, opening)
  let [partIndex, offset] = [0, 0]
  return {
    async say(text: string) {
      await done(user, 'appendToMessage', { messageId, partIndex, offset, text })
      offset += text.length
    },
    async call(toolName: string) {
      const part = { toolCall: { toolCallId: 'call-1', toolName, input: { deep: [1, null] } } }
      await done(user, 'addMessagePart', { messageId, partIndex: ++partIndex, part })
      partIndex++
      offset = 0
    },
    finish: () => done(user, 'finishMessage', { messageId }),
  }
}
