import type { Client } from '../../support/client.ts'
import { allNodes } from '../allNodes.ts'

/** All that a user has, as the API tells it and as the model says that it is. */
export interface Possessions {
  spaces: { id: string; name: string; isDefault: boolean }[]
  conversations: Conversation[]
  files: { id: string; isUploaded: boolean; message: { id: string } | null }[]
}

export interface Conversation {
  id: string
  title: string | null
  state: 'ACTIVE' | 'ARCHIVED' | 'TRASHED'
  /** Whether a restored one is ARCHIVED. */
  wasArchived: boolean
  isPinned: boolean
  mode: string | null
  version: number
  messageCount: number
  space: { id: string }
  attachedFiles: { id: string }[]
  messages: Message[]
}

export interface Message {
  id: string
  role: string
  status: string
  content: string
  position: number
  isEdited: boolean
  parts: Part[]
  files: { id: string }[]
}

export type Part =
  | { __typename: 'TextPart' | 'ReasoningPart'; text: string }
  | { __typename: 'DataPart'; name: string }

const states = ['ACTIVE', 'ARCHIVED', 'TRASHED'] as const

/** How many a list has of each state, by itself. */
const counts = (list: string) =>
  states
    .map((state) => `${state}: ${list}(first: 1, filter: { states: [${state}] }) { totalCount }`)
    .join(' ')

const READ = `query ($after: String, $files: [ID!]!) {
  spaces { totalCount nodes { id name isDefault } }
  counted: spaces { nodes { id ${counts('conversations')} } }
  ${counts('conversations')}
  nodes(ids: $files) { ... on File { id isUploaded message { id } } }
  conversations(first: 5, after: $after, filter: { states: [ACTIVE, ARCHIVED, TRASHED] }) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      id title state archivedAt isPinned mode version messageCount space { id }
      attachedFiles(first: 100) { nodes { id } }
      messages(first: 100) { totalCount nodes {
        id role status content position isEdited files { id }
        parts { __typename ... on TextPart { text } ... on ReasoningPart { text } ... on DataPart { name } }
      } }
    }
  }
}`

type Read = Omit<Conversation, 'messages' | 'wasArchived' | 'attachedFiles'> & {
  archivedAt: string | null
  messages: { totalCount: number; nodes: Message[] }
  attachedFiles: { nodes: { id: string }[] }
}

/** Reads it all; of files, those among these ids, since no list has the loose ones. Lists stand in the order of ids. */
export async function possessionsOf(user: Client, fileIds: string[]): Promise<Possessions> {
  const first = await user.data(READ, { files: fileIds })
  const read = await allNodes<Read>(user, READ, { files: [] }, (data) => data.conversations)
  if (first.conversations.totalCount !== read.length || first.spaces.totalCount !== first.spaces.nodes.length)
    throw new Error('A list does not have as many as it says.')
  for (const state of states) {
    const ofState = read.filter((conversation) => conversation.state === state)
    if (first[state].totalCount !== ofState.length)
      throw new Error(`There are not as many ${state} as counted.`)
    for (const { id, [state]: counted } of first.counted.nodes)
      if (counted.totalCount !== ofState.filter(({ space }) => space.id === id).length)
        throw new Error(`A space does not have as many ${state} as counted.`)
  }
  return {
    spaces: byId(first.spaces.nodes),
    files: byId(first.nodes.filter((file: object | null) => file !== null)),
    conversations: byId(read.map(conversationFrom)),
  }
}

function conversationFrom({ archivedAt, messages, attachedFiles, ...rest }: Read): Conversation {
  if (messages.totalCount !== messages.nodes.length) throw new Error('Messages are not as many as counted.')
  return {
    ...rest,
    wasArchived: archivedAt !== null,
    messages: messages.nodes,
    attachedFiles: byId(attachedFiles.nodes),
  }
}

export const byId = <Item extends { id: string }>(items: Item[]): Item[] =>
  items.toSorted((a, b) => (a.id < b.id ? -1 : 1))
