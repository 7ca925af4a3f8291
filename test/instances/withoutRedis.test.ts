import { beforeAll, describe, expect, test } from 'vitest'
import { build, type Serving } from '../cli/tertulia.ts'
import { addMessage, done } from '../features/fixtures.ts'
import { contentsOf, message } from '../features/message/fixtures.ts'
import { hasPostgres, instancesOn } from './instances.ts'
import { sayOnAll, sceneOn, soon } from './scenario.ts'
import { contentsIn, watchConversation, watchList } from './watch.ts'

// Here, for what is opened in a hook is not closed by one.
const start = (hasPostgres ? await instancesOn() : null) as () => Promise<Serving>

describe.runIf(hasPostgres)('instances without Redis (on DATABASE_URL)', () => {
  let instances: [Serving, Serving]

  beforeAll(async () => {
    build()
    instances = [await start(), await start()]
  }, 180_000)

  test('each learns of what the other wrote, exactly once and in order', async () => {
    const scene = await sceneOn(instances)
    const { users, id, cursor, listCursor } = scene
    const [{ name }] = users
    const watched = await Promise.all(instances.map(({ url }) => watchConversation(url, name, id, cursor)))
    const lists = await Promise.all(instances.map(({ url }) => watchList(url, name, listCursor)))

    await sayOnAll(scene, 20)

    const contents = await contentsOf(users[0], id)
    expect(contents).toHaveLength(40)
    for (const each of watched) await expect.poll(() => contentsIn(each), soon).toEqual(contents)
    for (const { events } of lists) await expect.poll(() => events.length, soon).toBe(40)
  })

  test('an answer that streams through both is the same text for those who watch on each', async () => {
    const scene = await sceneOn(instances)
    const { users, id, cursor } = scene
    const streaming = { conversationId: id, role: 'ASSISTANT', content: null, status: 'STREAMING' }
    const { id: messageId } = await addMessage(users[0], streaming)
    const watched = await Promise.all(
      instances.map(({ url }) => watchConversation(url, users[0].name, id, cursor)),
    )
    let offset = 0
    for (let n = 0; n < 30; n++) {
      const text = `word ${n} `
      await done(users[n % 2] as (typeof users)[0], 'appendToMessage', {
        messageId,
        partIndex: 0,
        offset,
        text,
      })
      offset += text.length
    }
    const { content } = await message(users[0], messageId)
    expect(content).toHaveLength(offset)
    for (const { events } of watched)
      await expect.poll(() => events.map(({ text }) => text ?? '').join(''), soon).toBe(content)
  })
})
