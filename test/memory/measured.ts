import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, expect } from 'vitest'
import type { Serving } from '../cli/tertulia.ts'
import { ownProcess } from '../ws/process.ts'

export const MIB = 1024 * 1024

/** Starts a built server whose memory can be measured. Call it once, at the head of a file. */
export function measuredProcess() {
  const file = join(tmpdir(), `tertulia-memory-${randomUUID()}.json`)
  afterAll(() => rmSync(file, { force: true }))
  const start = ownProcess()
  const hook = resolve('test/memory/gcOnSignal.mjs')
  return async (): Promise<Measured> => {
    const serving = await start({ LOG_LEVEL: 'error', NODE_OPTIONS: `--import=${hook}`, MEMORY_FILE: file })
    return new Measured(serving, file)
  }
}

export class Measured {
  readonly serving: Serving
  readonly #file: string

  constructor(serving: Serving, file: string) {
    this.serving = serving
    this.#file = file
  }

  /** How many bytes are in use, of V8's heap and beside it, when all that nobody holds on to is collected. */
  async inUse(): Promise<number> {
    let [least, sinceLeast] = [Number.POSITIVE_INFINITY, 0]
    // What was given up a moment ago may take another turn or two to be let go.
    while (sinceLeast < 3) {
      const now = await this.#measure()
      sinceLeast = now < least - MIB / 4 ? 0 : sinceLeast + 1
      least = Math.min(least, now)
      await setTimeout(250)
    }
    return least
  }

  async #measure(): Promise<number> {
    rmSync(this.#file, { force: true })
    this.serving.process.kill('SIGUSR2')
    await expect.poll(() => existsSync(this.#file), { interval: 20 }).toBe(true)
    const { heapUsed, external } = JSON.parse(readFileSync(this.#file, 'utf8'))
    return heapUsed + external
  }
}
