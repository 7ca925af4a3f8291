import { isDatabaseUnavailable } from './db/unavailable.ts'

/** Of a pool of ten connections. */
const AT_ONCE = 4

interface Line {
  atWork: number
  waiting: { go: () => void; fail: (reason: unknown) => void }[]
}

const lines = new Map<string, Line>()

/**
 * Does one user's writes, a few of them at a time. All lock the conversation and often the user's row, so they wait for one
 * another anyway: in the database, where each would keep a connection from everybody else.
 */
export async function inTurn<Result>(userKey: string, write: () => Promise<Result>): Promise<Result> {
  const line = lines.get(userKey) ?? { atWork: 0, waiting: [] }
  lines.set(userKey, line)
  if (line.atWork < AT_ONCE) line.atWork++
  else await new Promise<void>((go, fail) => line.waiting.push({ go, fail }))
  try {
    return await write()
  } catch (error) {
    // Those behind would wait in vain for the same.
    if (isDatabaseUnavailable(error)) for (const { fail } of line.waiting.splice(0)) fail(error)
    throw error
  } finally {
    const next = line.waiting.shift()
    if (next) next.go()
    else if (--line.atWork === 0) lines.delete(userKey)
  }
}
