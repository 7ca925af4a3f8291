import type { Random } from './random.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 86_400 * SECOND

/** When each of `count` messages was written, between `from` and `until`: never back in time, lately more than long ago. */
export function timeline(count: number, from: number, until: number, random: Random): number[] {
  const end = until - Math.floor((until - from) * random.fraction() ** 1.4)
  const gaps = Array.from({ length: count - 1 }, (_, index) => gap(index, random))
  const length = gaps.reduce((a, b) => a + b, 0)
  const squeeze = Math.min(1, (end - from) / length)

  const times = [end - length * squeeze]
  for (const own of gaps) times.push((times.at(-1) as number) + own * squeeze)
  return times.map((time) => Math.min(Math.floor(time), end))
}

/** Answers come within seconds; the next question after some minutes, or days. */
function gap(index: number, random: Random): number {
  if (index % 2 === 0) return random.integer(SECOND, 30 * SECOND)
  return random.chance(0.03) ? random.integer(DAY, 20 * DAY) : 2 * MINUTE * random.skewed(1)
}
