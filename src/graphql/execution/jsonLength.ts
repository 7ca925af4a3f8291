import { JsonText } from './json.ts'

/** The longest that a number is as JSON. */
const NUMBER = 24

/** What is left of so many characters after a value is written; below zero as soon as there are too few. */
export function spend(value: unknown, left: number): number {
  if (typeof value === 'string') return left - value.length - 2
  if (typeof value !== 'object' || value === null) return left - NUMBER
  if (value instanceof JsonText) return left - value.text.length
  if (Array.isArray(value)) {
    left--
    for (const item of value) {
      left = spend(item, left - 1)
      if (left < 0) break
    }
    return left
  }
  for (const key in value) {
    left = spend((value as Record<string, unknown>)[key], left - key.length - 4)
    if (left < 0) break
  }
  return left
}

/** About how many characters a value has as JSON: `most` where it has more. */
export const lengthWithin = (most: number, value: unknown): number => most - Math.max(spend(value, most), 0)
