import type { ExecutionResult } from 'graphql'
import { expect, test } from 'vitest'
import type { Results } from '../../src/server/operation.ts'
import { sendAll } from '../../src/server/socketResults.ts'

const made = (n: number): ExecutionResult => ({ data: { n } })

/** Batches, and whether whoever takes them has left. */
function batches(...all: Results[]) {
  const state = { isLeft: false }
  const results = (async function* () {
    try {
      yield* all
    } finally {
      state.isLeft = true
    }
  })()
  return { state, results }
}

test.each([
  [
    'is thrown',
    function* () {
      yield made(1)
      throw new Error('no result')
    },
  ],
  ['is rejected', () => [made(1), Promise.reject(new Error('no result'))]],
] as [string, () => Results][])('nobody follows on when a result %s', async (_, together) => {
  const { state, results } = batches(together(), [made(2)])
  const sent: ExecutionResult[] = []
  const sending = sendAll(results, (result) => void sent.push(result))
  await expect(sending.next()).rejects.toThrow('no result')
  expect(sent).toEqual([made(1)])
  expect(state.isLeft).toBe(true)
})

test('results are sent in their order, each when there is room and the one before is made', async () => {
  const late = new Promise<ExecutionResult>((resolve) => setTimeout(() => resolve(made(2)), 20))
  const { results } = batches([made(1), late, made(3)], [made(4)])
  const sent: ExecutionResult[] = []
  const sending = sendAll(results, (result) => {
    sent.push(result)
    return sent.length === 1 ? new Promise((resolve) => setTimeout(resolve, 20)) : undefined
  })
  expect(await sending.next()).toEqual({ done: true, value: undefined })
  expect(sent).toEqual([1, 2, 3, 4].map(made))
})
