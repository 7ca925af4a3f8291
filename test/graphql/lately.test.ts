import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Lately } from '../../src/graphql/lately.ts'

const MIB = 1024 * 1024

interface Value {
  text: string
}

/** For which of these keys there is something. */
const kept = (lately: Lately<string, Value>, keys: string[]) =>
  keys.filter((key) => {
    try {
      return lately.get(key, () => {
        throw new Error('Only asked.')
      })
    } catch {
      return false
    }
  })

const texts = ({ text }: Value) => text

test('what was made is there for half a second, whether it was promised or not', async () => {
  const lately = new Lately<string, Value>(10, texts)
  const made = lately.get('made', () => ({ text: 'made' }))
  const promised = lately.get('promised', async () => ({ text: 'promised' }))
  expect(lately.get('promised', () => ({ text: 'another' }))).toBe(promised)
  await promised
  expect(lately.get('made', () => ({ text: 'another' }))).toBe(made)
  expect(lately.get('promised', () => ({ text: 'another' }))).toEqual({ text: 'promised' })
  await setTimeout(600)
  expect(kept(lately, ['made', 'promised'])).toEqual([])
})

test('what fails, or is not to be kept, is there for those who come before', async () => {
  const lately = new Lately<string, Value>(10, texts)
  const failing = lately.get('failing', () => Promise.reject(new Error('no')))
  const passing = lately.get('passing', async () => ({ text: 'x' }), false)
  expect(lately.get('failing', () => ({ text: 'another' }))).toBe(failing)
  expect(lately.get('passing', () => ({ text: 'another' }))).toBe(passing)
  await Promise.allSettled([failing, passing])
  expect(kept(lately, ['failing', 'passing'])).toEqual([])
})

test('no more is kept than so many, of 4 Mi characters', async () => {
  const few = new Lately<string, Value>(2, texts)
  for (const key of ['a', 'b', 'c']) few.get(key, () => ({ text: key }))
  expect(kept(few, ['a', 'b', 'c'])).toEqual(['b', 'c'])

  const long = new Lately<string, Value>(10, texts)
  for (const key of ['a', 'b', 'c', 'd', 'e']) await long.get(key, async () => ({ text: 'x'.repeat(MIB) }))
  expect(kept(long, ['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'd', 'e'])
  long.get('longer', () => ({ text: 'x'.repeat(5 * MIB) }))
  expect(kept(long, ['c', 'd', 'e', 'longer'])).toEqual(['longer'])
})
