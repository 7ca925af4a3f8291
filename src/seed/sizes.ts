import type { Random } from './random.ts'

const SPREAD = 1
const MOST_CONVERSATIONS = 10_000
const MOST_MESSAGES = 20_000

/** How many conversations each user has: the first one by far the most. */
export const conversationCounts = (conversations: number, users: number, random: Random): number[] =>
  skewedSizes(conversations, users, Math.min(MOST_CONVERSATIONS, Math.ceil(conversations / 2)), random)

/** How many messages each conversation has: the first one by far the most. */
export function messageCounts(messages: number, conversations: number, random: Random): number[] {
  const longest = Math.min(MOST_MESSAGES, Math.ceil(messages / 10))
  // In pairs, since a question rarely stays without its answer.
  const pairs = skewedSizes(Math.floor(messages / 2), conversations, Math.floor(longest / 2), random)
  return pairs.map((pair, index) => 2 * pair + (index === 0 ? messages % 2 : 0))
}

/** `total` shared out among `count`: `first` to the first one, the rest with few large and many small. */
function skewedSizes(total: number, count: number, first: number, random: Random): number[] {
  const others = Array.from({ length: count - 1 }, () => random.skewed(SPREAD))
  return count === 1 ? [total] : [first, ...shareOut(total - first, others)]
}

/** In proportion to the weights, and so that nothing is lost to rounding. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  let weight = 0
  let given = 0
  return weights.map((own, index) => {
    weight += own
    const upToHere = index === weights.length - 1 ? total : Math.round((total * weight) / sum)
    const share = upToHere - given
    given = upToHere
    return share
  })
}
