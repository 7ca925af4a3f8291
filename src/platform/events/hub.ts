import { LRUCache } from 'lru-cache'
import type { PrismaClient } from '../db/generated/client.ts'
import { sql } from '../db/sql.ts'
import type { Logger } from '../logger.ts'
import { isText, type LoggedEvent, readLog, resync } from './readLog.ts'

/** Tells other instances that a log has grown. May lose, repeat and reorder what it is told; never fails or waits. */
export interface Bus extends AsyncDisposable {
  publish: (stream: string, number: number) => void
  /** Starts to hear of a stream's growth; the function ends it. */
  listen: (stream: string) => () => void
}

interface Followed {
  /** The greatest number known to be in the log. */
  known: number
  waiting: Set<() => void>
  followers: number
  stopListening: () => void
}

/** What follows a number in a log, as it was read when the log was known to have grown so far. */
interface Batch {
  events: LoggedEvent[]
  known: number
}

const HEAL_MS = 1_000

/** So many reads of late are kept for those who come to the same place a little later, in milliseconds. */
const MAX_BATCHES = 32
const SHARED_MS = 500

/**
 * Readers of logs in this process. Each reads on from its own number whenever the log is known to have grown, so none
 * has a queue that could overflow. Those who come to the same place within a moment of one another share one read, and so
 * come to the next place together. What the bus lost, a look at all followed logs every second finds.
 */
export class EventHub implements AsyncDisposable {
  readonly #prisma: PrismaClient
  readonly #logger: Logger
  readonly #streams = new Map<string, Followed>()
  readonly #batches = new LRUCache<string, Promise<Batch>>({
    max: MAX_BATCHES,
    ttl: SHARED_MS,
    ttlAutopurge: true,
  })
  /** Since when each reader that has not been given all there is has been behind. */
  readonly #behind = new Map<AbortSignal, number>()
  readonly #heal: NodeJS.Timeout
  #healing = false
  #isClosed = false
  bus: Bus | null = null

  constructor(prisma: PrismaClient, logger: Logger) {
    this.#prisma = prisma
    this.#logger = logger
    this.#heal = setInterval(() => this.#lookAtAll(), HEAL_MS).unref()
  }

  /** How many logs have readers. */
  get followed(): number {
    return this.#streams.size
  }

  /** For how long, in milliseconds, the reader that is furthest behind has been so; 0 where none is. */
  get lag(): number {
    return this.#behind.size ? performance.now() - Math.min(...this.#behind.values()) : 0
  }

  /** A change was committed that raised a log to this number. */
  committed(stream: string, number: number): void {
    this.heard(stream, number)
    this.bus?.publish(stream, number)
  }

  /** Word, from wherever, that a log has this number. */
  heard(stream: string, number: number): void {
    const followed = this.#streams.get(stream)
    if (!followed || number <= followed.known) return
    followed.known = number
    for (const wake of followed.waiting) wake()
    followed.waiting.clear()
  }

  /**
   * The events of a log after a number, in order, as they come. Where some of them are no longer kept, it goes on after
   * `latest`, which was written already. Batches are never empty. Ends when told to, and with the hub.
   */
  async *follow(
    stream: string,
    after: number,
    latest: number,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent[], void, void> {
    const followed = this.#join(stream)
    // One for all waits: to listen to a signal and no more takes as long as to send an event.
    let wake = () => {}
    signal.addEventListener('abort', () => wake(), { once: true })
    this.#behind.set(signal, performance.now())
    try {
      let position = after
      // Of a log that is not the one it was: a backup was restored.
      if (position > latest) {
        position = latest
        yield [resync(position)]
      }
      while (!signal.aborted && !this.#isClosed) {
        const { events, known } = await this.#read(stream, position, Math.max(followed.known, latest))
        const last = events.at(-1)?.number ?? position
        // Numbers have no gaps but where events were removed.
        const isLost = last - position > events.length || (events.length === 0 && known > position)
        if (isLost) {
          position = position < latest ? latest : Math.max(known, last)
          yield [resync(position)]
        } else if (events.length) {
          position = last
          yield events
        }
        if (position < latest || signal.aborted || this.#isClosed || followed.known > position) continue
        this.#behind.delete(signal)
        await new Promise<void>((resolve) => {
          wake = resolve
          followed.waiting.add(wake)
        })
        this.#behind.set(signal, performance.now())
      }
    } finally {
      followed.waiting.delete(wake)
      this.#behind.delete(signal)
      this.#leave(stream, followed)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#heal)
    this.#isClosed = true
    for (const { waiting } of this.#streams.values()) for (const wake of waiting) wake()
    await this.bus?.[Symbol.asyncDispose]()
  }

  #join(stream: string): Followed {
    const followed = this.#streams.get(stream) ?? {
      known: 0,
      waiting: new Set(),
      followers: 0,
      stopListening: this.bus?.listen(stream) ?? (() => {}),
    }
    followed.followers++
    this.#streams.set(stream, followed)
    return followed
  }

  #leave(stream: string, followed: Followed): void {
    if (--followed.followers > 0) return
    followed.stopListening()
    this.#streams.delete(stream)
  }

  #read(stream: string, after: number, known: number): Promise<Batch> {
    const key = `${stream} ${after}`
    const shared = this.#batches.get(key)
    if (shared) return shared
    // Known before the read: what becomes known while it is under way, it need not have seen.
    const reading = readLog(this.#prisma, stream, after).then((events) => ({ events, known }))
    this.#batches.set(key, reading)
    const forget = () => {
      if (this.#batches.peek(key) === reading) this.#batches.delete(key)
    }
    // Where nothing is yet, something may be at any time. And text may be replaced.
    reading.then(({ events }) => (events.length && !events.some(isText)) || forget(), forget)
    return reading
  }

  async #lookAtAll(): Promise<void> {
    if (this.#healing || this.#streams.size === 0) return
    this.#healing = true
    try {
      const latest = await this.#prisma.$queryRaw<{ stream: string; number: number }[]>(sql`
        SELECT s.id AS stream, latest.number::float8 AS number
        FROM unnest(${[...this.#streams.keys()]}::uuid[]) AS s(id), LATERAL (
          SELECT number FROM events WHERE stream_id = s.id ORDER BY number DESC LIMIT 1
        ) latest`)
      for (const { stream, number } of latest) this.heard(stream, number)
    } catch (err) {
      // The database may be away for a while: the next look finds what there is.
      this.#logger.debug({ err }, 'the logs could not be looked at')
    } finally {
      this.#healing = false
    }
  }
}
