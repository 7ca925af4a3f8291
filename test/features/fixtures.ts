import { randomUUID } from 'node:crypto'
import type { Database } from '../../src/platform/db/database.ts'
import { decodeId, encodeId, type NodeType, newKey } from '../../src/platform/ids.ts'
import type { Client } from '../support/client.ts'

/** Operations that many tests need. Objects come back as plain JSON with all their own fields. */

export const SPACE = `id externalId name isDefault createdAt updatedAt`

export const CONVERSATION = `id externalId title state isArchived isPinned agentId mode metadata createdAt updatedAt
  lastMessageAt archivedAt trashedAt version messageCount space { id }`

export const MESSAGE = `id externalId position role status content metadata isEdited editedAt createdAt updatedAt
  author { name } files { id }`

const payloads = [
  [/Space$/, `space { ${SPACE} }`],
  [/(Conversation|replaceMessages)$/, `conversation { ${CONVERSATION} }`],
  [/Message(Part)?$/, `message { ${MESSAGE} }`],
] as const

/** Runs a mutation and answers with the member of its union: the payload, or the refusal. */
export async function mutate(user: Client, name: string, input: object, payload?: string) {
  const Name = name.charAt(0).toUpperCase() + name.slice(1)
  const selection = payload ?? payloads.find(([names]) => names.test(name))?.[1]
  const data = await user.data(
    `mutation ($input: ${Name}Input!) {
      ${name}(input: $input) {
        __typename
        ... on ${Name}Payload { ${selection} }
        ... on Error { code detail }
        ... on ValidationError { issues { path message } }
        ... on ConflictError { current { id } }
      }
    }`,
    { input },
  )
  return data[name]
}

/** Runs a mutation that must be done, and answers with its payload. */
export async function done(user: Client, name: string, input: object, payload?: string) {
  const result = await mutate(user, name, input, payload)
  if (!result.__typename.endsWith('Payload'))
    throw new Error(`${name} was refused: ${JSON.stringify(result)}`)
  return result
}

export const createSpace = async (user: Client, input: object = {}) =>
  (await done(user, 'createSpace', { name: 'Work', ...input })).space

export const createConversation = async (user: Client, input: object = {}) =>
  (await done(user, 'createConversation', input)).conversation

export const addMessage = async (user: Client, input: object) =>
  (await done(user, 'addMessage', { role: 'USER', content: 'Hello', ...input })).message

/** The conversation as it is now, or null. */
export const conversation = async (user: Client, id: string) =>
  (await user.data(`query ($id: ID!) { conversation(id: $id) { ${CONVERSATION} } }`, { id })).conversation

export const space = async (user: Client, id: string) =>
  (await user.data(`query ($id: ID!) { space(id: $id) { ${SPACE} } }`, { id })).space

/** The ids of these objects that the user can still reach, null for the others. */
export const reachable = async (user: Client, ids: string[]): Promise<(string | null)[]> =>
  (await user.data(`query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`, { ids })).nodes.map(
    (node: { id: string } | null) => node?.id ?? null,
  )

/** An id that nothing has. */
export const freshId = (type: NodeType): string => encodeId(type, newKey())

/** A file of the user's whose bytes have arrived and that hangs on no message yet; its id. */
export async function uploadedFile({ prisma }: Database, user: Client, fields: object = {}): Promise<string> {
  const { viewer } = await user.data(`{ viewer { id } }`)
  const file = await prisma.file.create({
    data: {
      id: newKey(),
      ownerId: decodeId('User', viewer.id) as string,
      name: 'notes.txt',
      contentType: 'text/plain',
      size: 5,
      storagePath: randomUUID(),
      isUploaded: true,
      ...fields,
    },
  })
  return encodeId('File', file.id)
}
