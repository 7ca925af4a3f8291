import { thoughts } from './corpus/things.ts'
import type { Exchange } from './corpus/topic.ts'
import type { Random } from './random.ts'
import type { MessageRow } from './rows.ts'

/** What one message says; `parts` null when that is its content and nothing else. */
export type Turn = Pick<MessageRow, 'role' | 'content' | 'parts'>

/** A question and its answer as messages: mostly two, in all the shapes that an assistant's work takes. */
export function turns([question, answer]: Exchange, random: Random): Turn[] {
  const asked: Turn = { role: 'USER', content: question, parts: null }
  const shape = random.fraction()
  if (shape < 0.01) return [asked, ...toolMessages(question, answer, random)]
  return [asked, { role: 'ASSISTANT', content: answer, parts: answerParts(question, answer, shape, random) }]
}

function answerParts(question: string, answer: string, shape: number, random: Random): MessageRow['parts'] {
  const text = { type: 'text', text: answer }
  if (shape < 0.05) return [{ type: 'reasoning', text: random.pick(thoughts) }, text]
  if (shape < 0.08) return searched(question, answer, random)
  if (shape < 0.09) {
    const rating = random.integer(1, 5)
    return [text, { type: 'data', name: 'feedback', dataId: `feedback-${rating}`, data: { rating, of: 5 } }]
  }
  return null
}

/** The answer's first paragraph, a look at the web, and the rest with what was found. */
function searched(question: string, answer: string, random: Random): object[] {
  const end = answer.indexOf('\n\n') + 2
  const toolCallId = `call_${random.integer(0, 2 ** 31 - 1).toString(36)}`
  const found = {
    title: question.slice(0, 40).toWellFormed(),
    url: `https://example.org/articles/${toolCallId}`,
  }
  return [
    { type: 'reasoning', text: random.pick(thoughts) },
    ...(end > 1 ? [{ type: 'text', text: answer.slice(0, end) }] : []),
    { type: 'toolCall', toolCallId, toolName: 'searchWeb', input: { query: question, limit: 5 } },
    { type: 'toolResult', toolCallId, output: { results: [found] }, isError: false },
    { type: 'text', text: end > 1 ? answer.slice(end) : answer },
    { type: 'source', ...found, metadata: { rank: 1 } },
  ]
}

/** The same with messages of their own for the call and for its result. */
function toolMessages(question: string, answer: string, random: Random): Turn[] {
  const toolCallId = `call_${random.integer(0, 2 ** 31 - 1).toString(36)}`
  const call = { type: 'toolCall', toolCallId, toolName: 'readNotes', input: { about: question } }
  const result = {
    type: 'toolResult',
    toolCallId,
    output: 'No notes about this.',
    isError: random.chance(0.1),
  }
  return [
    { role: 'ASSISTANT', content: '', parts: [call] },
    { role: 'TOOL', content: '', parts: [result] },
    { role: 'ASSISTANT', content: answer, parts: null },
  ]
}
