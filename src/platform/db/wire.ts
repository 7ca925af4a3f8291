import { Duplex } from 'node:stream'
import type { PGlite } from '@electric-sql/pglite'
import { PLANNING } from './planning.ts'

/**
 * What pg takes for its socket: PostgreSQL's wire protocol in, PGlite's answers out. So one driver, with
 * its types, errors and transactions, serves the embedded database and a server alike.
 */
export class Wire extends Duplex {
  readonly #pglite: PGlite

  constructor(pglite: PGlite) {
    super()
    this.#pglite = pglite
  }

  connect(): this {
    this.#newSession().then(
      () => this.emit('connect'),
      (error) => this.destroy(error),
    )
    return this
  }

  // PGlite has one session for all connections: what a dropped one left open or prepared is still there.
  async #newSession(): Promise<void> {
    await this.#pglite.exec('ROLLBACK')
    await this.#pglite.exec('DISCARD ALL')
    for (const [setting, value] of Object.entries(PLANNING))
      await this.#pglite.exec(`SET ${setting} = ${value}`)
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // Not `execProtocolRaw`, which keeps every row that it ever answered with in memory.
    const answer: Buffer[] = []
    const onRawData = (bytes: Uint8Array) => void answer.push(Buffer.from(bytes))
    this.#pglite.execProtocolRawStream(new Uint8Array(chunk), { onRawData }).then(() => {
      if (answer.length > 0) this.push(Buffer.concat(answer))
      done()
    }, done)
  }

  // pg corks the messages of one query: PGlite then answers them in one call.
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'binary', done)
  }

  override _final(done: () => void): void {
    this.push(null)
    done()
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }
}
