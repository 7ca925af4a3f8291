import { afterEach, expect, test, vi } from 'vitest'
import { remembering } from '../../../src/platform/auth/remember.ts'

const MIB = 1024 * 1024

afterEach(() => void vi.restoreAllMocks())

/** How often tokens are checked that come one after another, and then once more when so many milliseconds have passed. */
async function checksOf(
  tokens: string[],
  expiresAt: number,
  { holdFor = 10_000, passed = 0 } = {},
): Promise<number> {
  const verify = vi.fn(async (subject: string) => ({ subject, name: subject, expiresAt }))
  const remembered = remembering(verify, holdFor)
  const checkAll = async () => {
    for (const token of tokens) expect((await remembered(token)).subject).toBe(token)
  }
  await checkAll()
  const now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => now + passed)
  await checkAll()
  return verify.mock.calls.length
}

test('a token is checked once', async () => {
  expect(await checksOf(['a', 'b'], Date.now() + 60_000)).toBe(2)
})

test('but again when it has ended', async () => {
  expect(await checksOf(['a', 'b'], Date.now() - 1)).toBe(4)
})

test('or after a while, where keys may have been taken back since', async () => {
  const end = Date.now() + 60_000
  expect(await checksOf(['a', 'b'], end, { passed: 9_000 })).toBe(2)
  expect(await checksOf(['a', 'b'], end, { passed: 11_000 })).toBe(4)
  expect(await checksOf(['a', 'b'], end, { passed: 11_000, holdFor: Number.POSITIVE_INFINITY })).toBe(2)
})

test('and tokens are remembered only where there is room for their text', async () => {
  // Whoever has one may add white space to its end as they like.
  const tokens = Array.from({ length: 20 }, (_, index) => `${index}${'\n'.repeat(MIB)}`)
  expect(await checksOf(tokens, Date.now() + 60_000)).toBe(40)
})
