import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { Reads } from '../../src/graphql/plan/reads.ts'
import { createConversation } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'

const { url, database } = await testServer()

const SIDEBAR = '{ conversations(first: 5) { nodes { title owner { name } } } }'
const USERS = 20
const TIMES = 10

/** Keeps everybody from reading conversations until the work has had some time. */
const heldUp = <Result>(work: () => Promise<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    database.prisma
      .$transaction(async (transaction) => {
        await transaction.$executeRaw`LOCK TABLE conversations`
        work().then(resolve, reject)
        await setTimeout(500)
      })
      .catch(reject)
  })

test('what many ask at once is read together, and each gets their own', async () => {
  const users = await Promise.all(Array.from({ length: USERS }, () => clientOf(url)))
  for (const user of users) await createConversation(user, { title: user.name })
  const ask = async (user: Client) => {
    const { conversations } = await user.data(SIDEBAR)
    expect(conversations.nodes).toEqual([{ title: user.name, owner: { name: user.name } }])
  }
  const asking = Array.from({ length: TIMES }, () => users).flat()
  const statements = await statementsOf(() => heldUp(() => Promise.all(asking.map(ask))))
  const reads = statements.filter(({ text }) => text.includes('unnest'))
  expect(reads.length).toBeGreaterThan(0)
  expect(reads.length).toBeLessThan(asking.length / 2)
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
