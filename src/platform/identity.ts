const numbers = new WeakMap<object, number>()
let last = 0

/** A number that this object has and no other ever will, for keys that stand for it. */
export function numberOf(object: object): number {
  const number = numbers.get(object) ?? ++last
  numbers.set(object, number)
  return number
}
