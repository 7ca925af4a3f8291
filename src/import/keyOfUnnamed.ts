import { v5 } from 'uuid'
import type { Fields } from './recognise.ts'

/** Any UUID that nothing else makes names with. */
const NAMESPACE = '5c0f4b9e-2d53-4c36-9b61-0f5a7c1f6d83'

/**
 * The key of a message that was never given a name: always the same for what it says, when and where, so that it is
 * known when it comes again. One that is said twice alike has two.
 */
export function keyOfUnnamed(
  conversationKey: string,
  { role, createdAt, content }: Fields,
  repeats: Map<string, number>,
): string {
  const text = JSON.stringify([conversationKey, role, createdAt, content])
  const key = v5(text, NAMESPACE)
  const repeat = repeats.get(key) ?? 0
  repeats.set(key, repeat + 1)
  return repeat ? v5(`${repeat} ${text}`, NAMESPACE) : key
}
