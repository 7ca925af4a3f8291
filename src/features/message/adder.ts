import type { Behind } from '../../platform/db/statements.ts'
import { isDatabaseUnavailable } from '../../platform/db/unavailable.ts'
import type { Session } from '../../platform/session.ts'
import { soon } from '../../platform/soon.ts'
import { type Addition, addAll } from './addAll.ts'

/** While one waits for the database, the answers of the other are on their way. */
const AT_ONCE = 2
const MAX_OF_VIEWER = 20
const MAX_BATCH = 100

interface Asked extends Addition {
  /** Has the message read. */
  read: Behind
  answer: (isAdded: boolean) => void
  fail: (error: unknown) => void
}

/**
 * Adds the messages of all requests: those that come while statements are at work share the next one, which costs the
 * database half of what each by itself does. Only what can be done at once is done in it, so nobody waits for another's.
 */
export class Adder {
  readonly #session: Pick<Session, 'statements' | 'events'>
  /** What waits, by viewer, oldest first; first the viewer whose turn it is. */
  readonly #lines = new Map<string, Asked[]>()
  readonly #viewersAtWork = new Set<string>()
  #atWork = 0
  readonly #goOn = soon(() => {
    while (this.#atWork < AT_ONCE) {
      const turns = this.#take()
      if (!turns.length) return
      this.#work(turns)
    }
  })

  constructor({ statements, events }: Session) {
    this.#session = { statements, events }
  }

  /**
   * Whether it was added. Where it was not, nothing was done: somebody else may have the rows, or it is refused. `read` may
   * be asked to read it before that is known.
   */
  add(addition: Addition, read: Behind): Promise<boolean> {
    return new Promise((answer, fail) => {
      const asked = { ...addition, read, answer, fail }
      const line = this.#lines.get(addition.viewerKey)
      if (line) line.push(asked)
      else this.#lines.set(addition.viewerKey, [asked])
      this.#goOn()
    })
  }

  /** Of each viewer what goes to one conversation, since the numbers of their lists' log are counted for all of it. */
  #take(): Asked[][] {
    const turns: Asked[][] = []
    let size = 0
    for (const [viewerKey, line] of this.#lines) {
      if (this.#viewersAtWork.has(viewerKey)) continue
      const turn = line
        .filter(({ conversationKey }) => conversationKey === line[0]?.conversationKey)
        .slice(0, MAX_OF_VIEWER)
      const rest = line.filter((asked) => !turn.includes(asked))
      this.#lines.delete(viewerKey)
      if (rest.length) this.#lines.set(viewerKey, rest)
      this.#viewersAtWork.add(viewerKey)
      turns.push(turn)
      size += turn.length
      if (size >= MAX_BATCH) break
    }
    return turns
  }

  async #work(turns: Asked[][]): Promise<void> {
    this.#atWork++
    try {
      const [only, ...others] = turns.flat()
      // Where there are more, those who select the same are read together.
      const isAlone = this.#atWork === 1 && !others.length
      const added = await addAll(this.#session, turns, isAlone ? only?.read : undefined)
      for (const asked of turns.flat()) asked.answer(added.has(asked))
    } catch (error) {
      // By itself, each finds out whether it is what is wrong.
      for (const { answer, fail } of turns.flat()) {
        if (isDatabaseUnavailable(error)) fail(error)
        else answer(false)
      }
    }
    for (const turn of turns) for (const { viewerKey } of turn) this.#viewersAtWork.delete(viewerKey)
    this.#atWork--
    this.#goOn()
  }
}
