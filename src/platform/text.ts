/** Text that every database and every client can hold: well-formed Unicode without NUL. */
export const isCleanText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** Length as a person would count it: in code points, not UTF-16 code units. */
export function codePointLength(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

export const byteLength = (text: string): number => Buffer.byteLength(text, 'utf8')

const KEY_LENGTH = 255

/**
 * The form of a title that the order by title compares, byte by byte and so alike on every database.
 * Upper case first, because JavaScript has no case folding of its own and 'ß', 'ẞ' and 'ss' shall meet.
 * Cut off, because some ligatures fold into whole words and an index entry has a limit.
 */
export function titleKey(title: string): string {
  const folded = title.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC')
  return Array.from(folded).slice(0, KEY_LENGTH).join('')
}
