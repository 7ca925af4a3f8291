import * as fc from 'fast-check'
import { schema } from '../../../src/schema.ts'

/** One mutation that a user sends, as choices that the state of things makes a mutation of. */
export interface Step {
  who: 0 | 1
  does: string
  /** Which of what there is to choose from. */
  which: number
  other: number
  text: string
  flag: boolean
  /** At something of somebody else’s, or expecting a version that is past. */
  fault: 'foreign' | 'stale' | null
}

export const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {})

const making = ['createConversation', 'addMessage', 'appendToMessage', 'replaceMessages', 'uploadFile']

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(0 as const, 1 as const),
  does: fc.oneof(fc.constantFrom(...mutations), fc.constantFrom(...making)),
  which: fc.nat({ max: 1_000 }),
  other: fc.nat({ max: 1_000 }),
  text: fc.string({ unit: fc.constantFrom('a', 'B', 'é', '😀', '"', '\\'), minLength: 1, maxLength: 4 }),
  flag: fc.boolean(),
  fault: fc.oneof(
    { weight: 8, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom('foreign' as const, 'stale' as const) },
  ),
})

/** What each has before they begin, so that there is something to change. */
const beginning: Step[] = ([0, 1] as const).flatMap((who) =>
  [
    { does: 'createConversation', other: 3, flag: true },
    { does: 'addMessage', other: 0, flag: true },
    { does: 'uploadFile', other: 0, flag: true },
  ].map((step) => ({ ...step, who, which: 0, text: 'a', fault: null })),
)

/** Some are sent twice: what changes nothing the second time must be known for that. */
export const steps: fc.Arbitrary<Step[]> = fc
  .array(step, { minLength: 1, maxLength: 80, size: 'max' })
  .map((steps) => [...beginning, ...steps.flatMap((step) => (step.other % 3 ? step : [step, step]))])
