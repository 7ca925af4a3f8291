import { expect, test, vi } from 'vitest'
import { Reads } from '../../src/graphql/plan/reads.ts'
import { createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { heldUp } from '../support/heldUp.ts'
import { testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

const { url, database } = await testServer()

const SIDEBAR = '{ conversations(first: 5) { nodes { title owner { name } } } }'
const USERS = 20
const TIMES = 10

test('what many ask at once is read together, and each gets their own', async () => {
  const users = await Promise.all(Array.from({ length: USERS }, () => clientOf(url)))
  for (const user of users) await createConversation(user, { title: user.name })
  const ask = async (user: Client) => {
    const { conversations } = await user.data(SIDEBAR)
    expect(conversations.nodes).toEqual([{ title: user.name, owner: { name: user.name } }])
  }
  const asking = Array.from({ length: TIMES }, () => users).flat()
  const statements = await statementsOf(() =>
    heldUp(database, 'conversations', () => Promise.all(asking.map(ask))),
  )
  const reads = statements.filter(({ text }) => text.includes('pg_column_size'))
  expect(reads.length).toBeGreaterThan(0)
  // By how much depends on how close together they come.
  expect(reads.length).toBeLessThan(asking.length)
})

test('what was asked before is not planned again, whoever asks, but what differs is', async () => {
  const prepare = vi.spyOn(Reads.prototype, 'prepare')
  const users = [await clientOf(url), await clientOf(url)] as const
  const document = `query ($id: ID!, $first: Int) {
    node(id: $id) { ... on Conversation { messages(first: $first) { totalCount nodes { id } } } }
  }`
  /** What a user's question is read by. */
  const readOf = async (user: (typeof users)[number], variables: object) => {
    const { id } = await createConversation(user)
    prepare.mockClear()
    await user.data(document, { id, ...variables })
    return prepare.mock.results[0]?.value
  }
  const [ada, grace] = users
  const known = await readOf(ada, { first: 5 })
  expect(await readOf(grace, { first: 5 })).toBe(known)
  expect(await readOf(grace, { first: 6 })).not.toBe(known)
  const leftOut = await readOf(ada, {})
  expect(await readOf(ada, { first: null })).not.toBe(leftOut)
})

test('what is too much for one leaves those whose reads went with it theirs', async () => {
  const document = `{ conversations { nodes { title ${Array.from(
    { length: 10 },
    (_, i) => `m${i}: messages(first: ${i + 10}) { nodes { content } }`,
  ).join(' ')} } } }`
  const greedy = await clientOf(url)
  const messages = Array.from({ length: 7 }, () => ({ role: 'USER', content: 'x'.repeat(1024 * 1024) }))
  await createConversation(greedy, { messages })
  const users = await Promise.all(Array.from({ length: 5 }, () => clientOf(url)))
  for (const user of users) await createConversation(user, { title: user.name })
  const asking = [greedy, ...users, greedy].map((user) => () => user.send(document))
  const [first, ...others] = await heldUp(database, 'conversations', () =>
    Promise.all(asking.map((ask) => ask())),
  )
  for (const tooMuch of [first, others.pop()])
    expect(tooMuch?.body.errors[0].extensions.code).toBe('QUERY_TOO_COMPLEX')
  const titles = others.map(({ body }) =>
    body.data.conversations.nodes.map(({ title }: { title: string }) => title),
  )
  expect(titles).toEqual(users.map(({ name }) => [name]))
})

test('whoever asks the same with other variables, over whatever transport, gets their own', async () => {
  const document = `query ($id: ID!, $first: Int, $whose: Boolean = false) {
    conversation(id: $id) { id owner @include(if: $whose) { name } messages(first: $first) { nodes { id content } } }
  }`
  const askers = await Promise.all(
    Array.from({ length: 6 }, async (_, index) => {
      const user = await clientOf(url)
      const messages = Array.from({ length: 4 }, () => ({ role: 'USER', content: user.name }))
      const { id } = await createConversation(user, { messages })
      const socket = await userSocket(url, user.name)
      const whose = index % 3 === 0 ? undefined : index % 3 === 1
      const isMine = (first: number, found: { owner?: { name: string }; messages: { nodes: object[] } }) =>
        expect(found).toEqual({
          id,
          ...(whose && { owner: { name: user.name } }),
          messages: { nodes: Array(first).fill({ id: expect.any(String), content: user.name }) },
        })
      return { user, id, socket, whose, isMine }
    }),
  )
  const foreign = (index: number) => askers[(index + 1) % askers.length]?.id
  const sizes = [1, 2, 3]
  const work = askers.flatMap(({ user, id, socket, whose, isMine }, index) => [
    ...sizes.map(async (first) =>
      isMine(first, (await user.data(document, { id, first, whose })).conversation),
    ),
    user
      .data(document, { id: foreign(index), first: 1, whose })
      .then(({ conversation }) => expect(conversation).toBeNull()),
    (async () => {
      for (const first of sizes) socket.send(subscribe(String(first), document, { id, first, whose }))
      for (let left = 2 * sizes.length; left > 0; left--) {
        const { type, id, payload } = await socket.next()
        if (type === 'next') isMine(Number(id), payload.data.conversation)
        else expect(type).toBe('complete')
      }
    })(),
  ])
  await Promise.all(work)
  for (const { socket } of askers) socket.raw.close()
})
