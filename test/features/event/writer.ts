import type { Client } from '../../support/client.ts'
import { addMessage, done, freshId, mutate } from '../fixtures.ts'

const chosen = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)] as Item

/** Changes conversations at random, beside others that do. Some of what it does is refused, when half of it is done. */
export class Writer {
  /** Messages that it added, deleted or not. */
  readonly added: string[] = []
  readonly #user: Client
  readonly #conversations: string[]
  #changes = 0
  #messages: string[] = []

  constructor(user: Client, conversations: string[]) {
    this.#user = user
    this.#conversations = conversations
  }

  async change(times: number): Promise<void> {
    const steps = [
      () => this.#add({}),
      () => this.#add({}),
      () => this.#stream(),
      () => this.#rename(),
      () => this.#edit(),
      () => this.#delete(),
      () => this.#fail(),
    ]
    while (this.#changes < times) await chosen(steps)()
  }

  async #do(name: string, input: object): Promise<void> {
    this.#changes++
    await done(this.#user, name, input, '__typename')
  }

  async #add(input: object): Promise<string> {
    this.#changes++
    const conversationId = chosen(this.#conversations)
    const { id } = await addMessage(this.#user, { conversationId, content: '', ...input })
    this.#messages.push(id)
    this.added.push(id)
    return id
  }

  async #stream(): Promise<void> {
    const messageId = await this.#add({ role: 'ASSISTANT', status: 'STREAMING' })
    for (const offset of [0, 1, 2])
      await this.#do('appendToMessage', { messageId, partIndex: 0, offset, text: 'a' })
    await this.#do('addMessagePart', { messageId, partIndex: 1, part: { reasoning: { text: 'b' } } })
    await this.#do('finishMessage', { messageId })
  }

  #rename = () =>
    this.#do('renameConversation', { conversationId: chosen(this.#conversations), title: freshId('Space') })

  async #edit(): Promise<void> {
    const messageId = chosen(this.#messages)
    if (messageId) await this.#do('editMessage', { messageId, content: freshId('Space') })
  }

  async #delete(): Promise<void> {
    const messageId = chosen(this.#messages)
    if (!messageId) return
    this.#messages = this.#messages.filter((id) => id !== messageId)
    await this.#do('deleteMessage', { messageId })
  }

  async #fail(): Promise<void> {
    const conversationId = chosen(this.#conversations)
    const input = { conversationId, role: 'USER', content: '', fileIds: [freshId('File')] }
    const { __typename } = await mutate(this.#user, 'addMessage', input, '__typename')
    if (__typename === 'AddMessagePayload') throw new Error('There is no such file.')
  }
}
