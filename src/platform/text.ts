/** Text that every database and every client can hold: well-formed Unicode without NUL. */
export const isCleanText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Length as a person would count it: in code points, not UTF-16 code units. */
export function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Bytes of a value as the JSON that PostgreSQL answers with, which writes every digit of a number: 1e300 has 301. */
export function jsonBytes(value: unknown): number {
  let zeros = 0
  const json = JSON.stringify(value, (_key, item) => {
    if (typeof item === 'number') zeros += Math.abs(Number(/e(.+)/.exec(String(item))?.[1] ?? 0))
    return item
  })
  return byteLength(json) + zeros
}

const KEY_LENGTH = 255

/**
 * The form of a title that the order by title compares, byte by byte and so alike on every database.
 * Through upper case, because JavaScript has no case folding of its own and 'ß' and 'ss' shall meet; and to that
 * from lower case, because 'ẞ' is upper case already and shall meet them too.
 * Cut off, because some ligatures fold into whole words and an index entry has a limit.
 */
export function titleKey(title: string): string {
  const folded = title.normalize('NFKC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC')
  return Array.from(folded).slice(0, KEY_LENGTH).join('')
}
