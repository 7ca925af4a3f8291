interface Result {
  message?: { status: string; content: string }
  /** Why it was refused. */
  detail?: string
}

/** Sends an operation and answers with its data; throws when there is no answer. */
type Send = (query: string, variables: object) => Promise<Record<string, Result>>

const ADD = `mutation ($input: AddMessageInput!) {
  addMessage(input: $input) {
    ... on AddMessagePayload { message { status content } }
    ... on Error { detail }
  }
}`
const APPEND = `mutation ($input: AppendToMessageInput!) {
  appendToMessage(input: $input) { ... on Error { detail } }
}`
const FINISH = `mutation ($input: FinishMessageInput!) {
  finishMessage(input: $input) { ... on Error { detail } }
}`

/** Streams an answer into a message. Called again after a crash, with the same id, it goes on where it was. */
export async function streamAnswer(
  send: Send,
  message: { id: string; conversationId: string },
  generate: (soFar: string) => AsyncIterable<string>,
): Promise<void> {
  const run = async (query: string, input: object) => {
    const [result] = Object.values(await send(query, { input }))
    if (!result || result.detail) throw new Error(result?.detail)
    return result.message
  }
  const opened = await run(ADD, { ...message, role: 'ASSISTANT', status: 'STREAMING' })
  if (opened?.status !== 'STREAMING') return
  let text = opened.content
  for await (const piece of generate(text)) {
    await run(APPEND, { messageId: message.id, partIndex: 0, offset: text.length, text: piece })
    text += piece
  }
  await run(FINISH, { messageId: message.id })
}
