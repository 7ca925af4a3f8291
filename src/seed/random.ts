import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { v7 } from 'uuid'

/** Chance that repeats itself: the same seed, the same choices in the same order. */
export type Random = ReturnType<typeof createRandom>

export function createRandom(seed: number) {
  const generator = xoroshiro128plus(seed)
  const bytes = new Uint8Array(16)
  const words = new Int32Array(bytes.buffer)

  const integer = (from: number, to: number): number => uniformInt(generator, from, to)
  const fraction = (): number => (generator.next() >>> 0) / 2 ** 32

  return {
    integer,
    /** From 0 up to, but not, 1. */
    fraction,
    chance: (probability: number): boolean => fraction() < probability,
    pick: <T>(list: readonly T[]): T => list[integer(0, list.length - 1)] as T,
    /** Around 1 for most, a multiple for a few, as sizes of things that people make are: log-normal. */
    skewed: (spread: number): number => Math.exp(spread * normal(fraction)),
    /** A UUID version 7 of this time. */
    key(time: number): string {
      for (let i = 0; i < words.length; i++) words[i] = generator.next()
      return v7({ msecs: time, random: bytes })
    },
  }
}

/** Box and Muller's way from two even fractions to a normal one. */
const normal = (fraction: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction())
