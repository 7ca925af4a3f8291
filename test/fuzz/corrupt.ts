import type { Random } from '../../src/seed/random.ts'

const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '"',
    '"""',
    '\\',
    '$',
    '@',
    '!',
    ':',
    '...',
    '|',
    '&',
    '#',
    ',',
    '\n',
    '\0',
  ],
  ...[
    '\ud800',
    '\u2028',
    '\ufeff',
    '\\u0000',
    '\\ud800',
    '\\u{110000}',
    'null',
    '-',
    '0x1',
    '1e999',
    'é',
    '😀',
  ],
  ...[
    ' on ',
    'fragment',
    'query',
    'mutation',
    'subscription',
    '__typename',
    '__schema',
    '__proto__',
    '{'.repeat(60),
  ],
]

/** The text with a few things in it that were not meant: cut, repeated, exchanged, or put in. */
export function corrupt(random: Random, text: string): string {
  let corrupted = text
  for (let left = random.pick([1, 1, 1, 2, 5]); left > 0; left--) {
    const at = random.integer(0, corrupted.length)
    const to = Math.min(corrupted.length, at + random.pick([0, 1, 1, 5, 40]))
    const [before, between, after] = [corrupted.slice(0, at), corrupted.slice(at, to), corrupted.slice(to)]
    corrupted = random.pick([
      before + after,
      before,
      before + between + between + after,
      before + random.pick(pieces) + after,
      before + between + random.pick(pieces) + after,
      after + between + before,
    ])
  }
  return corrupted
}
