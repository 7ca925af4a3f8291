import { encodeId, newKey } from '../../src/platform/ids.ts'
import { addMessage } from '../features/fixtures.ts'
import { message } from '../features/message/fixtures.ts'
import { append } from '../features/message/streams.ts'
import { type Client, clientOf } from '../support/client.ts'

/** What clients go on doing with a server that may be gone at any moment, and what of it was acknowledged. */
export class Workload {
  readonly added: string[] = []
  /** The text that was acknowledged, by the message that it streams into. */
  readonly streamed = new Map<string, string>()
  readonly #name: string
  readonly #conversationId: string
  #unanswered: string | undefined
  #acknowledged: () => void = () => {}

  constructor(name: string, conversationId: string, streams: string[]) {
    this.#name = name
    this.#conversationId = conversationId
    for (const id of streams) this.streamed.set(id, '')
  }

  /** Works until the server no longer answers; `acknowledged` hears of each answer. */
  async run(url: string, acknowledged: () => void): Promise<void> {
    this.#acknowledged = acknowledged
    const user = await clientOf(url, this.#name)
    await Promise.all([this.#add(user), ...[...this.streamed.keys()].map((id) => this.#stream(user, id))])
  }

  async #add(user: Client): Promise<void> {
    await untilGone(async () => {
      // What was not answered is sent again under the same id.
      this.#unanswered ??= encodeId('Message', newKey())
      await addMessage(user, { id: this.#unanswered, conversationId: this.#conversationId })
      this.added.push(this.#unanswered)
      this.#unanswered = undefined
      this.#acknowledged()
    })
  }

  async #stream(user: Client, id: string): Promise<void> {
    // What is there says where to go on: all that was acknowledged, and perhaps what was not answered.
    let there: string | undefined
    await untilGone(async () => {
      there ??= (await message(user, id)).content as string
      const text = `${there.length} 😀 `
      await append(user, id, 0, there.length, text)
      there += text
      this.streamed.set(id, there)
      this.#acknowledged()
    })
  }
}

async function untilGone(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) await work()
  } catch (error) {
    // As fetch tells of a connection that is refused or lost.
    if (!(error instanceof TypeError)) throw error
  }
}
