import type { NewMessageInput, SidebarQuery } from '../gql/graphql.ts'
import { type Client, clientOf } from '../support/client.ts'
import { CREATE } from './operations.ts'

/** A user with this many conversations, whose ids come newest first: the order of the sidebar. */
export async function userWith(url: string, conversations: number): Promise<{ user: Client; ids: string[] }> {
  const user = await clientOf(url)
  const ids: string[] = []
  for (let n = 1; n <= conversations; n++) ids.unshift(await conversationOf(user, `Chat ${n}`, []))
  return { user, ids }
}

/** A conversation of the user's; its id. */
export async function conversationOf(
  user: Client,
  title: string,
  messages: NewMessageInput[],
): Promise<string> {
  const { createConversation: created } = await user.data(CREATE, { input: { title, messages } })
  if (created?.__typename !== 'CreateConversationPayload') throw new Error(JSON.stringify(created))
  return created.conversation.id
}

/** One message for each kind of part. */
export const messagesOfAllParts: NewMessageInput[] = [
  { role: 'USER', content: 'Which is the warmest room?' },
  {
    role: 'ASSISTANT',
    parts: [
      { reasoning: { text: 'The sensors know.' } },
      { toolCall: { toolCallId: 'call-1', toolName: 'temperatures', input: { floor: 1 } } },
    ],
  },
  { role: 'TOOL', parts: [{ toolResult: { toolCallId: 'call-1', output: { kitchen: 23.5 } } }] },
  {
    role: 'ASSISTANT',
    parts: [
      { text: { text: 'The kitchen.' } },
      { source: { url: 'https://example.org/sensors', title: 'Sensors' } },
      { data: { name: 'chart', data: [[1, 23.5]] } },
    ],
  },
  { role: 'USER', content: 'Thank you.' },
]

export const idsIn = (sidebar: SidebarQuery | null | undefined) =>
  sidebar?.conversations.edges.map(({ node }) => node.id)

export const rowIn = (sidebar: SidebarQuery | null | undefined, id: string) =>
  sidebar?.conversations.edges.find(({ node }) => node.id === id)?.node
