import type { Client } from '../support/client.ts'

const AT_ONCE = 50

/** Makes so many conversations, and answers with their ids. */
export async function conversationsOf(user: Client, count: number): Promise<string[]> {
  const one = 'createConversation(input: {}) { ... on CreateConversationPayload { conversation { id } } }'
  const many = `mutation { ${Array.from({ length: AT_ONCE }, (_, index) => `a${index}: ${one}`).join(' ')} }`
  const ids: string[] = []
  while (ids.length < count) {
    const answers = Object.values<{ conversation: { id: string } }>(await user.data(many))
    ids.push(...answers.map(({ conversation }) => conversation.id))
  }
  return ids
}
