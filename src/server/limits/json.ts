import { GraphQLError } from 'graphql'

/** Each takes some fifty bytes of memory, of which two on the wire may be all there is. */
const MAX_VALUES = 200_000
/** More than any operation needs: variables may have 64. */
const MAX_DEPTH = 100

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_LIST, OPEN_OBJECT, CLOSE_LIST, CLOSE_OBJECT] = [0x5b, 0x7b, 0x5d, 0x7d]

/** BAD_USER_INPUT for JSON that would take far more memory and time to read than its length tells. */
export function checkJson(bytes: Uint8Array): void {
  let values = 1
  let depth = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (byte === QUOTE) {
      i = endOfText(bytes, i)
      if (i < 0) return
    } else if (byte === COMMA) values++
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values++
      depth++
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) depth--
    if (values > MAX_VALUES) throw tooMuch(`${MAX_VALUES.toLocaleString('en')} values`)
    if (depth > MAX_DEPTH) throw tooMuch(`${MAX_DEPTH} levels`)
  }
}

/** The place of the quotation mark that ends a text, of which the first one is at `start`; -1 where none does. */
function endOfText(bytes: Uint8Array, start: number): number {
  let end = bytes.indexOf(QUOTE, start + 1)
  while (end > 0 && isEscaped(bytes, end)) end = bytes.indexOf(QUOTE, end + 1)
  return end
}

function isEscaped(bytes: Uint8Array, place: number): boolean {
  let first = place
  while (bytes[first - 1] === BACKSLASH) first--
  return (place - first) % 2 === 1
}

const tooMuch = (most: string) =>
  new GraphQLError(`JSON may have ${most} at most.`, {
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  })
