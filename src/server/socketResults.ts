import type { ExecutionResult } from 'graphql'
import { writeResult } from '../graphql/execution/json.ts'
import { isPromise } from '../graphql/execution/promises.ts'
import { withinSize } from './limits/answerSize.ts'
import type { Results } from './operation.ts'

/** Sends a result: at once where there is room for it, else done when there is. */
export type Send<Message> = (message: Message) => Promise<void> | undefined

/** Sends every result, and has nothing left for graphql-ws to send but the end. */
export function sendAll(
  results: AsyncIterableIterator<Results>,
  send: Send<ExecutionResult>,
): AsyncIterableIterator<never> {
  let isOver = false
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      try {
        for (;;) {
          const { done, value: together } = await results.next()
          if (done) return { done, value: undefined }
          // Nothing is waited for that is there: a promise for each result takes longer than to send it.
          for (const made of together) {
            const result = isPromise(made) ? await made : made
            if (isOver) break
            const room = send(result)
            if (room) await room
          }
        }
      } catch (error) {
        // Nobody ends what has failed.
        await results.return?.()
        throw error
      }
    },
    async return() {
      isOver = true
      await results.return?.()
      return { done: true, value: undefined }
    },
  }
}

const known = new WeakMap<ExecutionResult, Buffer>()

/** The rest of its message, the same for all; undefined where it has errors, of which each is told to its own. */
export function written(result: ExecutionResult): Buffer | undefined {
  const bytes = known.get(result)
  if (bytes || withinSize(result).errors) return bytes
  const made = bytesOf(result)
  known.set(result, made)
  return made
}

export const bytesOf = (result: ExecutionResult): Buffer => Buffer.from(`${writeResult(result)}}`)
