/** A conversation as a client keeps it, and how the events change it. */

export const FIELDS = `
  fragment PartFields on MessagePart {
    __typename
    ... on TextPart { text }
    ... on ReasoningPart { text }
    ... on ToolCallPart { toolCallId toolName input }
    ... on ToolResultPart { toolCallId output isError }
  }
  fragment MessageFields on Message {
    id
    position
    role
    status
    parts { ...PartFields }
  }
`

export const CONVERSATION = `
  query Conversation($id: ID!) {
    conversation(id: $id) {
      id
      title
      eventCursor
      messages(last: 50) { nodes { ...MessageFields } }
    }
  }
  ${FIELDS}
`

export const EVENTS = `
  subscription ConversationEvents($id: ID!, $after: String!) {
    conversationEvents(conversationId: $id, after: $after) {
      __typename
      ... on Event { cursor }
      ... on ConversationChanged { conversation { id title } }
      ... on MessageAdded { message { ...MessageFields } }
      ... on MessageChanged { message { ...MessageFields } }
      ... on MessageDelta { messageId partIndex offset text }
      ... on MessagePartAdded { messageId partIndex part { ...PartFields } }
      ... on MessagePartChanged { messageId partIndex part { ...PartFields } }
      ... on MessageDeleted { deletedMessageId }
    }
  }
  ${FIELDS}
`

export interface Part {
  __typename: string
  text?: string
}

export interface Message {
  id: string
  position: number
  status: string
  parts: Part[]
}

export interface Conversation {
  id: string
  title: string | null
  eventCursor: string
  messages: { nodes: Message[] }
}

export type Event = { cursor: string } & (
  | { __typename: 'ConversationChanged'; conversation: { id: string; title: string | null } }
  | { __typename: 'MessageAdded' | 'MessageChanged'; message: Message }
  | { __typename: 'MessageDelta'; messageId: string; partIndex: number; offset: number; text: string }
  | {
      __typename: 'MessagePartAdded' | 'MessagePartChanged'
      messageId: string
      partIndex: number
      part: Part
    }
  | { __typename: 'MessageDeleted'; deletedMessageId: string }
  | { __typename: 'ConversationDeleted' | 'MessagesReplaced' | 'ResyncRequired' }
)

/** Whether what is shown has to be read again: this event does not tell all that happened. */
export const isIncomplete = ({ __typename }: Pick<Event, '__typename'>): boolean =>
  __typename === 'ResyncRequired' || __typename === 'MessagesReplaced'

/** The conversation after an event. Nothing changes by what it has already. */
export function after(conversation: Conversation, event: Event): Conversation {
  if (event.__typename === 'ConversationChanged') return { ...conversation, ...event.conversation }
  const { messages } = conversation
  return { ...conversation, messages: { ...messages, nodes: messagesAfter(messages.nodes, event) } }
}

function messagesAfter(messages: Message[], event: Event): Message[] {
  switch (event.__typename) {
    case 'MessageAdded': {
      const others = messages.filter(({ id }) => id !== event.message.id)
      return [...others, event.message].sort((a, b) => a.position - b.position)
    }
    case 'MessageChanged':
      return messages.map((message) => (message.id === event.message.id ? event.message : message))
    case 'MessageDeleted':
      return messages.filter(({ id }) => id !== event.deletedMessageId)
    case 'MessageDelta':
    case 'MessagePartAdded':
    case 'MessagePartChanged':
      return messages.map((message) =>
        message.id === event.messageId ? { ...message, parts: partsAfter(message.parts, event) } : message,
      )
    default:
      return messages
  }
}

export type PartEvent = Extract<Event, { partIndex: number }>

/** The parts of a message after an event. Nothing changes by what they have already. */
export function partsAfter(parts: Part[], event: PartEvent): Part[] {
  const part = partAfter(parts[event.partIndex], event)
  return Object.assign([...parts], { [event.partIndex]: part })
}

function partAfter(part: Part | undefined, event: PartEvent): Part {
  if ('part' in event) return event.__typename === 'MessagePartChanged' ? event.part : (part ?? event.part)
  const { text = '' } = part ?? {}
  const { offset, text: added } = event
  // JavaScript counts strings in UTF-16 code units, as offsets do.
  if (text.length >= offset + added.length) return part as Part
  return { ...(part ?? { __typename: 'TextPart' }), text: text.slice(0, offset) + added }
}
