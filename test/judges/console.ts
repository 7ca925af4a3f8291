import { format } from 'node:util'
import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Fails each test of the file in which a library has anything to say on the console. */
export function expectSilence(): void {
  const said: string[] = []
  beforeEach(() => {
    said.length = 0
    for (const method of ['warn', 'error'] as const)
      vi.spyOn(console, method).mockImplementation((...words) => void said.push(format(...words)))
  })
  afterEach(() => {
    vi.restoreAllMocks()
    expect(said).toEqual([])
  })
}
