import * as fc from 'fast-check'

/** Decisions that fast-check makes, and makes smaller when a test fails: 0, the first and "no" are the smallest. */
export class Chance {
  readonly #draw: fc.GeneratorValue

  constructor(draw: fc.GeneratorValue) {
    this.#draw = draw
  }

  upTo(max: number): number {
    return this.#draw(fc.nat, { max })
  }

  oneIn(count: number): boolean {
    return this.upTo(count - 1) === count - 1
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.upTo(choices.length - 1)] as T
  }
}
