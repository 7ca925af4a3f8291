import { beforeAll, expect, test } from 'vitest'
import { build, serve } from '../cli/tertulia.ts'
import { addMessage, conversation, createConversation } from '../features/fixtures.ts'
import { contentsOf, message } from '../features/message/fixtures.ts'
import { append, finish, openStream, Watcher } from '../features/message/streams.ts'
import { clientOf } from '../support/client.ts'
import { testFolder } from '../support/folder.ts'
import { SECRET } from '../support/server.ts'

beforeAll(build, 120_000)

// Its database has no other clock than the process; that of a PostgreSQL is the whole machine's.
test.skipIf(process.env.DATABASE_URL)(
  'when the clock steps back, what comes later still comes later',
  async () => {
    const { url, process } = await serve({
      DATA_DIR: await testFolder(),
      AUTH_JWT_SECRET: SECRET,
      LOG_LEVEL: 'fatal',
      NODE_OPTIONS: `--import=${new URL('clock.mjs', import.meta.url)}`,
    })
    const user = await clientOf(url)
    const { conversationId, id } = await openStream(user)
    const watcher = await Watcher.open(url, user, conversationId)
    const ids = [conversationId, (await createConversation(user)).id]
    const told = ['']
    let streamed = ''

    async function goOn() {
      const content = `${told.length}`
      const { createdAt } = await addMessage(user, { conversationId, content })
      told.push(content)
      await append(user, id, 0, streamed.length, content)
      streamed += content
      ids.push((await createConversation(user)).id)
      return Date.parse(createdAt)
    }

    await goOn()
    const before = await goOn()
    process.kill('SIGUSR2')
    await expect.poll(goOn).toBeLessThan(before)
    await goOn()

    expect(await contentsOf(user, conversationId)).toEqual([streamed, ...told.slice(1)])
    expect((await finish(user, id)).content).toBe(streamed)
    expect(await message(user, id)).toMatchObject({ position: 1, content: streamed })
    expect((await conversation(user, conversationId)).messageCount).toBe(told.length)

    await expect.poll(() => watcher.named('MessageChanged')).toHaveLength(1)
    expect(watcher.gaps).toEqual([])
    expect(watcher.named('MessageAdded').map(({ message }) => message.parts[0].text)).toEqual(told.slice(1))
    expect(watcher.named('MessageDelta').map(({ text }) => text)).toEqual(told.slice(1))

    // By the time that each has, whatever it is worth: every page goes on where the last one ended.
    const paged: string[] = []
    for (let after: string | null = null; ; ) {
      const { conversations }: Listed = await user.data(
        'query ($after: String) { conversations(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      paged.push(...conversations.nodes.map(({ id }) => id))
      after = conversations.pageInfo.endCursor
      if (!conversations.pageInfo.hasNextPage) break
    }
    expect(paged.toSorted()).toEqual(ids.toSorted())
  },
  180_000,
)

interface Listed {
  conversations: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
}
