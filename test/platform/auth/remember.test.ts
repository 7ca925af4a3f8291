import { expect, test, vi } from 'vitest'
import { remembering } from '../../../src/platform/auth/remember.ts'

const MIB = 1024 * 1024

/** How often tokens are checked that come one after another, and then once more. */
async function checksOf(
  tokens: string[],
  expiresAt: number,
  holdFor = Number.POSITIVE_INFINITY,
): Promise<number> {
  const verify = vi.fn(async (subject: string) => ({ subject, name: subject, expiresAt }))
  const remembered = remembering(verify, holdFor)
  for (const token of [...tokens, ...tokens]) expect((await remembered(token)).subject).toBe(token)
  return verify.mock.calls.length
}

test('a token is checked once', async () => {
  expect(await checksOf(['a', 'b'], Date.now() + 60_000)).toBe(2)
})

test('but again when it has ended', async () => {
  expect(await checksOf(['a', 'b'], Date.now() - 1)).toBe(4)
})

test('or when keys may have been taken back since', async () => {
  expect(await checksOf(['a', 'b'], Date.now() + 60_000, -1)).toBe(4)
})

test('and tokens are remembered only where there is room for their text', async () => {
  // Whoever has one may add white space to its end as they like.
  const tokens = Array.from({ length: 20 }, (_, index) => `${index}${'\n'.repeat(MIB)}`)
  expect(await checksOf(tokens, Date.now() + 60_000)).toBe(40)
})
