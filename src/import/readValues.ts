import { JSONParser } from '@streamparser/json'

export interface Located<Value = unknown> {
  value: Value
  /** Where it stands in its source, such as `conversations.3` or `value 7`. */
  place: string
  /** Whether it is one of a list, rather than an answer or a dump. */
  isItem?: boolean
}

/** The lists that answers come in. */
export const LISTS = ['conversations', 'chats']

/**
 * The values of a source of JSON: one, or several on end, such as one on each line. Of a list, and of an object with a
 * list of conversations in it, each item is a value of its own. No more of them are held at once than a piece of the
 * source has. Throws Unreadable, after the last whole value, where it is no JSON.
 */
export async function* readValues(source: AsyncIterable<Uint8Array>): AsyncGenerator<Located> {
  let found: Located[] = []
  let count = 1
  const parser = new JSONParser({ paths: ['$', '$.*', ...LISTS.map((name) => `$.${name}.*`)], separator: '' })
  parser.onValue = ({ value, key, parent, stack }) => {
    const keys = [...stack.slice(1).map((level) => level.key), key]
    if (!stack.length) found.push({ value, place: `value ${count++}` })
    if (!Array.isArray(parent)) return
    // The parser keeps on to what it has told: an item is let go here.
    parent.length -= 1
    found.push({ value, place: keys.join('.'), isItem: true })
  }
  for await (const piece of source) {
    const flaw = flawOf(() => parser.write(piece))
    yield* found
    found = []
    if (flaw) throw flaw
  }
  // A number at the very end is whole only now.
  const flaw = flawOf(() => parser.isEnded || parser.end())
  yield* found
  if (flaw) throw flaw
}

/** A source that cannot be read on. */
export class Unreadable extends Error {}

function flawOf(parse: () => void): Unreadable | undefined {
  try {
    parse()
    return undefined
  } catch (cause) {
    return new Unreadable(`From here on it is no JSON: ${(cause as Error).message}`, { cause })
  }
}
