import type { ExecutionResult } from 'graphql'
import { writeResult } from '../graphql/execution/json.ts'
import { withinSize } from './limits/answerSize.ts'

/** Sends every result, and has nothing left for graphql-ws to send but the end. */
export const sendAll = (
  results: AsyncIterableIterator<ExecutionResult>,
  send: (result: ExecutionResult) => Promise<void>,
): AsyncIterableIterator<never> => ({
  [Symbol.asyncIterator]() {
    return this
  },
  async next() {
    for (;;) {
      const { done, value } = await results.next()
      if (done) return { done, value: undefined }
      await send(value)
    }
  },
  async return() {
    await results.return?.()
    return { done: true, value: undefined }
  },
})

const texts = new WeakMap<ExecutionResult, string>()

/** Its JSON, the same for all; undefined where it has errors, of which each is told to its own. */
export function written(result: ExecutionResult): string | undefined {
  const known = texts.get(result)
  if (known !== undefined || withinSize(result).errors) return known
  const text = writeResult(result)
  texts.set(result, text)
  return text
}
