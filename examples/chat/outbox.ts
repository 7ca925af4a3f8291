import type { FileItemFragment } from '../gql/chat/graphql.ts'
import { client } from './client.ts'
import { ADD_MESSAGE, CREATE_CONVERSATION } from './operations.ts'

/**
 * Messages on their way, kept by the browser until the server has them. Their ids are made here, so that one of which
 * nobody knows whether it arrived can be sent again.
 */
export interface OutgoingMessage {
  id: string
  conversationId: string
  /** Of a conversation that begins with this message. */
  begins?: { title: string; spaceId: string | null }
  content: string
  files: Pick<FileItemFragment, 'id' | 'name' | 'contentType' | 'size'>[]
  /** Why it was refused. */
  refusal?: string
}

const prefix = 'outgoing:'
const listeners = new Set<() => void>()

const read = (): OutgoingMessage[] =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(prefix))
    // Ids sort by the time when they were made.
    .sort()
    .map((key) => JSON.parse(localStorage.getItem(key) as string))

let messages = read()

function changed() {
  messages = read()
  for (const listener of listeners) listener()
}

function keep(message: OutgoingMessage) {
  localStorage.setItem(prefix + message.id, JSON.stringify(message))
  changed()
}

function drop({ id }: OutgoingMessage) {
  localStorage.removeItem(prefix + id)
  changed()
}

// Another tab sends what it has itself.
addEventListener('storage', changed)

/** One after the other, so that they keep their order. */
let sending = Promise.resolve()

function send(message: OutgoingMessage) {
  sending = sending.then(async () => {
    const refusal = await deliver(message)
    if (refusal) keep({ ...message, refusal })
    else drop(message)
  })
}

/** Waits as long as it takes to be answered: why it was refused, if it was. */
async function deliver({ id, conversationId, begins, content, files }: OutgoingMessage) {
  const message = { id, role: 'USER', content, fileIds: files.map((file) => file.id) } as const
  const { data, error } = begins
    ? await client.mutation(CREATE_CONVERSATION, {
        input: { id: conversationId, ...begins, messages: [message] },
      })
    : await client.mutation(ADD_MESSAGE, { input: { conversationId, ...message } })
  if (!data) return error?.message
  const [result] = Object.values(data) as { detail?: string }[]
  return result?.detail
}

export const outbox = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  messages: () => messages,
  send(message: OutgoingMessage) {
    keep(message)
    send(message)
  },
  drop,
}

// What was left when the app was closed.
for (const message of messages) if (!message.refusal) send(message)
