import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { done } from '../fixtures.ts'
import { message } from './fixtures.ts'
import { addPart, append, finish, openStream, Watcher } from './streams.ts'

const { url, database } = await testServer()
// Another instance on the same database, whose hubs know nothing of each other.
const other = await testServer({}, database)
const WAIT = { timeout: 40_000 }

/** What a worker does to its message, and others beside it. */
type Step =
  | { do: 'type'; text: string; reasoning: boolean }
  | { do: 'repeat' }
  | { do: 'call' }
  | { do: 'update'; which: number; text: string }
  | { do: 'join' }
  | { do: 'resume'; which: number }

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 6 })
  .map((value) => value.replaceAll('\0', '😀'))
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type' as const), text, reasoning: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('repeat' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('call' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), which: fc.nat(), text }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('join' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), which: fc.nat() }) },
)

/** A worker and those who watch, with what the message must be by now. */
class Scene {
  readonly parts: { type: string; text: string }[] = []
  readonly watchers: Watcher[] = []
  #last: (() => Promise<unknown>) | undefined
  #round = 0
  readonly #user: Client
  readonly #ids: { conversationId: string; id: string }

  constructor(user: Client, ids: { conversationId: string; id: string }) {
    this.#user = user
    this.#ids = ids
  }

  async join(at = this.watchers.length % 2 ? other.url : url) {
    this.watchers.push(await Watcher.open(at, this.#user, this.#ids.conversationId))
  }

  async run(step: Step): Promise<void> {
    const { id, conversationId } = this.#ids
    const next = this.parts.length
    const last = this.parts.at(-1)
    if (step.do === 'join') await this.join()
    if (step.do === 'resume') {
      const watcher = this.watchers[step.which % this.watchers.length] as Watcher
      if (!watcher.cursor) return
      watcher.leave()
      await watcher.follow(url, this.#user, conversationId, watcher.cursor)
    }
    if (step.do === 'repeat') await this.#last?.()
    if (step.do === 'call') {
      this.parts.push({ type: 'ToolCallPart', text: '' })
      await this.#do(() =>
        addPart(this.#user, id, next, { toolCall: { toolCallId: `${next}`, toolName: 'a' } }),
      )
    }
    if (step.do === 'type' && (!last || last.type === 'ToolCallPart') && step.reasoning) {
      this.parts.push({ type: 'ReasoningPart', text: step.text })
      await this.#do(() => addPart(this.#user, id, next, { reasoning: { text: step.text } }))
    } else if (step.do === 'type') {
      const goesOn = last && last.type !== 'ToolCallPart'
      const part = goesOn ? last : { type: 'TextPart', text: '' }
      if (!goesOn) this.parts.push(part)
      const offset = part.text.length
      part.text += step.text
      await this.#do(() => append(this.#user, id, this.parts.indexOf(part), offset, step.text))
    }
    if (step.do === 'update' && next) {
      const partIndex = step.which % next
      this.parts[partIndex] = { type: 'TextPart', text: step.text }
      const part = { text: { text: step.text } }
      await this.#do(() => done(this.#user, 'updateMessagePart', { messageId: id, partIndex, part }))
    }
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.#last = work
    await work()
  }

  /** Everyone has what a query answers, as soon as they were told of all there is. */
  async expectAgreement(): Promise<void> {
    const { id, conversationId } = this.#ids
    const title = `round ${++this.#round}`
    await done(this.#user, 'renameConversation', { conversationId, title })
    const { parts } = await message(this.#user, id)
    expect(
      parts.map((part: { __typename: string; text?: string }) => [part.__typename, part.text ?? '']),
    ).toEqual(this.parts.map(({ type, text }) => [type, text]))
    for (const watcher of this.watchers) {
      await expect
        .poll(() => watcher.named('ConversationChanged').at(-1)?.conversation.title, WAIT)
        .toBe(title)
      expect(watcher.messages.get(id)).toEqual(parts)
      expect(watcher.gaps).toEqual([])
    }
  }
}

test('whatever a worker does, all who watch have what a query answers, on every instance', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      async (rounds) => {
        const user = await clientOf(url)
        const ids = await openStream(user)
        const scene = new Scene(user, ids)
        await scene.join()
        await scene.join()
        for (const steps of rounds) {
          for (const step of steps) await scene.run(step)
          await scene.expectAgreement()
        }
        const { partCount, contentBytes } = await database.prisma.messageStream.findUniqueOrThrow({
          where: { messageId: decodeId('Message', ids.id) as string },
        })
        const words = scene.parts.filter(({ type }) => type === 'TextPart').map(({ text }) => text)
        expect({ partCount, contentBytes }).toEqual({
          partCount: scene.parts.length,
          contentBytes: Buffer.byteLength(words.join('')),
        })
        await finish(user, ids.id)
        await scene.expectAgreement()
        for (const watcher of scene.watchers) watcher.leave()
      },
    ),
    { numRuns: 8, endOnFailure: true },
  )
}, 300_000)

test('while several change one message at once, each who joins ends with what a query answers', async () => {
  const user = await clientOf(url)
  const ids = await openStream(user, { parts: [{ toolCall: { toolCallId: '0', toolName: 'a' } }] })
  const { conversationId, id } = ids
  const watchers: Watcher[] = []
  const join = async () =>
    watchers.push(await Watcher.open(watchers.length % 2 ? other.url : url, user, conversationId))
  const states = async () => {
    for (let input = 0; input < 15; input++)
      await done(user, 'updateMessagePart', {
        messageId: id,
        partIndex: 0,
        part: { toolCall: { toolCallId: '0', toolName: 'a', input } },
      })
  }
  const words = async () => {
    for (let offset = 0; offset < 80; offset += 2) await append(user, id, 1, offset, '😀')
  }
  await Promise.all([states(), words(), join().then(join).then(join)])
  await join()
  const { parts } = await finish(user, id)
  for (const watcher of watchers) {
    await expect.poll(() => watcher.named('MessageChanged'), WAIT).toHaveLength(1)
    expect(watcher.messages.get(id)).toEqual(parts)
    expect(watcher.gaps).toEqual([])
  }
}, 120_000)
