import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import { addMessage, createConversation } from '../fixtures.ts'

const { url, database } = await testServer()

testOnServer('a message that comes alone is read behind its write, before that is answered', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const adding = await database.prisma.$transaction(async (transaction) => {
    await transaction.$executeRaw`LOCK TABLE messages`
    const sent: string[] = []
    const adding = addMessage(user, { conversationId, content: 'Hi' })
    while (sent.length < 2)
      for (const { text } of await statementsOf(() => setTimeout(20)))
        sent.push(...(/INSERT INTO messages|FROM messages/.exec(text) ?? []))
    expect(sent).toEqual(['INSERT INTO messages', 'FROM messages'])
    return [adding]
  })
  expect(await adding[0]).toMatchObject({ content: 'Hi', position: 1 })
})

test('where the lists go on from is told as of after it', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const { addMessage } = await user.data(
    `mutation ($input: AddMessageInput!) { addMessage(input: $input) { ... on AddMessagePayload {
      message { content author { conversationListCursor } } } } }`,
    { input: { conversationId, role: 'USER', content: 'Hi' } },
  )
  const { viewer } = await user.data('{ viewer { conversationListCursor } }')
  expect(addMessage.message).toEqual({ content: 'Hi', author: viewer })
})
