import { print } from 'graphql'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { resuming } from '../../docs/examples/resuming.ts'
import { streamAnswer } from '../../docs/examples/worker.ts'
import type {
  AssistantEventsSubscription,
  QuestionFragment,
  UnfinishedQuery,
} from '../gql/assistant/graphql.ts'
import { answerIdTo } from './answerId.ts'
import { EVENTS, UNFINISHED } from './operations.ts'
import { piecesOf, reply } from './reply.ts'

/** Plays the assistant: answers what a user says, through the same API that every client has. */

const { TERTULIA_URL = 'http://127.0.0.1:4000', TOKEN } = process.env

const client = createClient({
  url: `${TERTULIA_URL.replace('http', 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${TOKEN}` },
  retryAttempts: Infinity,
  shouldRetry: () => true,
})

/** Sends an operation. One whose connection was lost is sent again by the client, which does nothing twice. */
async function send<Data extends object>(query: string, variables: object): Promise<Data> {
  for await (const { data, errors } of client.iterate<Data>({ query, variables: { ...variables } })) {
    if (data && !errors) return data
    throw new AggregateError(errors ?? [], errors?.[0]?.message)
  }
  throw new Error('There was no answer.')
}

/** Many events tell of one question. */
const begun = new Set<string>()

async function answer(conversationId: string, question: QuestionFragment): Promise<void> {
  const id = answerIdTo(question.id)
  if (begun.has(id)) return
  begun.add(id)
  try {
    await streamAnswer(send, { id, conversationId }, (soFar) => piecesOf(reply(question), soFar))
  } catch (error) {
    // The person stopped it, or deleted the conversation.
    console.error(`An answer was not finished: ${(error as Error).message}`)
  }
}

const { viewer, conversations } = await send<UnfinishedQuery>(print(UNFINISHED), {})

for (const { id, messages } of conversations.nodes) {
  const [question, last] = messages.nodes
  if (question && last?.status === 'STREAMING' && last.id === answerIdTo(question.id))
    void answer(id, question)
}

resuming(client).subscribe<AssistantEventsSubscription>(
  { query: print(EVENTS), variables: { after: viewer.conversationListCursor } },
  {
    next({ data }) {
      const event = data?.conversationListEvents
      if (event?.__typename !== 'ConversationCreated' && event?.__typename !== 'ConversationChanged') return
      const { id, lastMessage } = event.conversation
      if (lastMessage?.role === 'USER') void answer(id, lastMessage)
    },
    error(error) {
      throw error
    },
    complete() {},
  },
)
