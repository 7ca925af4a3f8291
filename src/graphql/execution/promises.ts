/** JSON that a client stored may have a `then`, but none that could be called. */
export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

/** Fails with the error when all else has come to an end: that may fail as well, and nobody else would hear of it. */
export const failAfter = (underWay: Promise<unknown>[], error: unknown): Promise<never> =>
  Promise.allSettled(underWay).then(() => {
    throw error
  })
