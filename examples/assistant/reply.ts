import { setTimeout as pause } from 'node:timers/promises'
import type { QuestionFragment } from '../gql/assistant/graphql.ts'

/** What the assistant says: there is no model behind it, and the same question has the same answer. */
export function reply({ content, files }: QuestionFragment): string {
  const words = content.split(/\s+/).filter(Boolean)
  const seen = files.map(({ name, contentType, size }) => `- **${name}**: ${contentType}, ${size} bytes`)
  return [
    opening(content, words.length),
    ...(seen.length > 0
      ? [`I got ${seen.length === 1 ? 'a file' : 'some files'} with it:\n\n${seen.join('\n')}`]
      : []),
    'I am the small worker in `examples/assistant`. I follow the events of your conversations, open a message, ' +
      'add to it word by word, and finish it:',
    '1. `addMessage` with the status `STREAMING`\n2. `appendToMessage`, as often as there is something to say\n' +
      '3. `finishMessage`',
    'Every tab that has this conversation open shows each word as it comes. Try it in a second one, or cut the ' +
      'connection in between: what was missed comes when you are back. To have a real answer here, call your ' +
      'language model in `reply.ts`.',
  ].join('\n\n')
}

function opening(content: string, words: number): string {
  if (words === 0) return 'Thank you.'
  const quoted = content.split('\n')[0]?.slice(0, 80).toWellFormed()
  return `You wrote “${quoted}”${words > 12 ? ` and ${words} words in all` : ''}.`
}

const PAUSE_MS = 35

/** A text word by word, from where it was left, at the pace of somebody who thinks. */
export async function* piecesOf(text: string, soFar: string): AsyncIterable<string> {
  for (const [piece] of text.slice(soFar.length).matchAll(/\s*\S+\s?/g)) {
    await pause(PAUSE_MS)
    yield piece
  }
}
