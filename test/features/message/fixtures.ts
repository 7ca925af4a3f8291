import { randomUUID } from 'node:crypto'
import type { Client } from '../../support/client.ts'
import { addMessage, createConversation, MESSAGE } from '../fixtures.ts'

/** A part as an answer has it. The text of two kinds and the metadata of all share a name; aliases keep them apart. */
export const PARTS = `parts {
  __typename
  ... on TextPart { text metadata }
  ... on ReasoningPart { text metadata }
  ... on ToolCallPart { toolCallId toolName input metadata }
  ... on ToolResultPart { toolCallId output isError metadata }
  ... on FilePart { file { id } metadata }
  ... on SourcePart { url title metadata }
  ... on DataPart { name dataId data metadata }
}`

export const WITH_PARTS = `message { ${MESSAGE} ${PARTS} }`

/** The message as it is now, or null. */
export const message = async (user: Client, id: string) =>
  (await user.data(`query ($id: ID!) { message(id: $id) { ${MESSAGE} ${PARTS} } }`, { id })).message

/** The first hundred messages of a conversation as they are now. */
export const messagesOf = async (user: Client, conversationId: string) => {
  const { conversation } = await user.data(
    `query ($id: ID!) { conversation(id: $id) { messages(first: 100) { nodes { ${MESSAGE} ${PARTS} } } } }`,
    { id: conversationId },
  )
  return conversation.messages.nodes
}

export const contentsOf = async (user: Client, conversationId: string): Promise<string[]> =>
  (await messagesOf(user, conversationId)).map(({ content }: { content: string }) => content)

/** A conversation with user messages of these contents, and its messages. */
export async function conversationWith(user: Client, ...contents: string[]) {
  const { id } = await createConversation(user)
  const messages = []
  for (const content of contents) messages.push(await addMessage(user, { conversationId: id, content }))
  return { id: id as string, messages }
}

/** What a test sends at once. */
export const twentyTimes = <Result>(send: (index: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: 20 }, (_, index) => send(index)))

/** An externalId that nothing has. */
export const freshName = () => `name-${randomUUID()}`
