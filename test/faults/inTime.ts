import { setTimeout } from 'node:timers/promises'

/** By then every call is to be answered, whatever is broken. */
const DEADLINE_MS = 5_000

export async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = setTimeout(DEADLINE_MS, null, { ref: false })
  const first = await Promise.race([answer, late])
  if (first === null) throw new Error(`There was no answer within ${DEADLINE_MS} ms.`)
  return first
}
