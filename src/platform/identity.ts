import { memoize1 } from '@graphql-tools/utils'

let last = 0

/** A number that this object has and no other ever will, for keys that stand for it. */
export const numberOf: (object: object) => number = memoize1((_object: object) => ++last)
