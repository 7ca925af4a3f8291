import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { CONVERSATION, createConversation, createSpace, done, freshId, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()
const user = await clientOf(url)
const work = await createSpace(user)

/** A list of 24 in which every filter parts those that it keeps from others, in every combination of two. */
const COUNT = 24
const day = (year: number, n: number) => new Date(Date.UTC(year, 0, 1 + (n % COUNT))).toISOString()
const states = [[], [], ['archiveConversation'], ['trashConversation']] as const

for (let i = 0; i < COUNT; i++) {
  const files = i % 3 === 1 ? [await uploadedFile(database, user)] : []
  const message = { role: 'USER', content: 'Hi', createdAt: day(2021, i * 7), fileIds: files }
  const { id } = await createConversation(user, {
    title: `${i % 2 ? 'talk' : 'TALK'} ${String.fromCharCode(65 + ((i * 5) % COUNT))}`,
    isPinned: i % 2 === 0,
    spaceId: i % 5 < 3 ? work.id : null,
    agentId: ['cook', 'poet', null][Math.floor(i / 2) % 3],
    mode: i % 7 < 3 ? 'fast' : 'slow',
    createdAt: day(2020, i * 11),
    messages: i % 6 === 5 ? [] : [message],
  })
  for (const name of states[Math.floor(i / 3) % 4] ?? []) await done(user, name, { conversationId: id })
  await database.prisma.conversation.update({
    where: { id: decodeId('Conversation', id) as string },
    data: { updatedAt: day(2022, i * 13) },
  })
}

const LISTS = `query ($filter: ConversationFilter, $orderBy: ConversationOrder, $offset: Int, $first: Int, $id: ID!) {
  conversations(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) {
    nodes { ${CONVERSATION} attachedFiles { totalCount } } totalCount
    pageInfo { hasNextPage hasPreviousPage }
  }
  space(id: $id) {
    conversations(filter: $filter, orderBy: $orderBy, first: $first, offset: $offset) { nodes { id } totalCount }
  }
}`
const lists = (variables: object) => user.data(LISTS, { id: work.id, first: 100, ...variables })

// biome-ignore lint/suspicious/noExplicitAny: what the query answers
type Listed = any
const all: Listed[] = (await lists({ filter: { states: ['ACTIVE', 'ARCHIVED', 'TRASHED'] } })).conversations
  .nodes

const filters: [object, (c: Listed) => boolean][] = [
  [{ states: ['ARCHIVED'] }, () => true],
  [{ states: ['TRASHED', 'ACTIVE', 'TRASHED'] }, () => true],
  [{ isPinned: true }, (c) => c.isPinned],
  [{ isPinned: false }, (c) => !c.isPinned],
  [{ spaceId: work.id }, (c) => c.space.id === work.id],
  [{ agentId: 'cook' }, (c) => c.agentId === 'cook'],
  [{ mode: 'fast' }, (c) => c.mode === 'fast'],
  [{ hasFiles: true }, (c) => c.attachedFiles.totalCount > 0],
  [{ hasFiles: false }, (c) => c.attachedFiles.totalCount === 0],
  [{ createdAfter: day(2020, 4) }, (c) => c.createdAt > day(2020, 4)],
  [{ createdBefore: day(2020, 19) }, (c) => c.createdAt < day(2020, 19)],
  [{ lastMessageAfter: day(2021, 3) }, (c) => c.lastMessageAt !== null && c.lastMessageAt > day(2021, 3)],
  [{ lastMessageBefore: day(2021, 20) }, (c) => c.lastMessageAt !== null && c.lastMessageAt < day(2021, 20)],
]

const orders: [string, (c: Listed) => string][] = [
  ['LAST_MESSAGE_AT', (c) => c.lastMessageAt ?? c.createdAt],
  ['CREATED_AT', (c) => c.createdAt],
  ['UPDATED_AT', (c) => c.updatedAt],
  ['TITLE', (c) => c.title.toLowerCase()],
]
const sorts = orders.flatMap(([field, key]) =>
  (['ASC', 'DESC'] as const).map((direction) => ({
    field,
    direction,
    key,
    sign: direction === 'ASC' ? 1 : -1,
  })),
)
const sorted = (list: Listed[], { key, sign }: (typeof sorts)[number]) =>
  [...list].sort((a, b) => (key(a) < key(b) ? -sign : sign))

const inStates = (filter: { states?: string[] }) => (c: Listed) =>
  (filter.states ?? ['ACTIVE']).includes(c.state)
const idsOf = (list: Listed[]): string[] => list.map(({ id }) => id)

/** Asks for what the filter keeps, in this order, and compares both lists and their counts with the naive answer. */
async function compare(filter: object, keeps: (c: Listed) => boolean, sort: (typeof sorts)[number]) {
  const { field, direction } = sort
  const { conversations, space } = await lists({ filter, orderBy: { field, direction } })
  const expected = sorted(all.filter(inStates(filter)).filter(keeps), sort)
  expect(idsOf(conversations.nodes)).toEqual(idsOf(expected))
  expect(conversations.totalCount).toBe(expected.length)
  const inSpace = expected.filter((c) => c.space.id === work.id)
  expect(idsOf(space.conversations.nodes)).toEqual(idsOf(inSpace))
  expect(space.conversations.totalCount).toBe(inSpace.length)
  return expected.length
}

test('the list is as large as it was made', () => {
  expect(all).toHaveLength(COUNT)
})

test('without a filter it has the active ones, the newest last message first', async () => {
  const { conversations } = await user.data('{ conversations { nodes { id } totalCount } }')
  const expected = idsOf(
    all
      .filter(({ state }) => state === 'ACTIVE')
      .sort((a, b) => ((a.lastMessageAt ?? a.createdAt) < (b.lastMessageAt ?? b.createdAt) ? 1 : -1)),
  )
  expect(expected).toHaveLength(12)
  expect(conversations).toEqual({ nodes: expected.map((id) => ({ id })), totalCount: 12 })
})

test.for(sorts)('in the order by $field $direction', async (sort) => {
  expect(await compare({}, () => true, sort)).toBe(12)
  expect(await compare({ states: ['ACTIVE', 'ARCHIVED', 'TRASHED'] }, () => true, sort)).toBe(COUNT)
})

test.for(filters)('the filter %j changes nodes and totalCount together', async ([filter, keeps]) => {
  for (const sort of sorts.slice(0, 2)) {
    const count = await compare(filter, keeps, sort)
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(COUNT)
  }
})

const pairs = filters.flatMap((one, i) =>
  filters
    .slice(i + 1)
    .filter((two) => Object.keys(one[0])[0] !== Object.keys(two[0])[0])
    .map((two, j) => ({ one, two, sort: sorts[(i + j) % sorts.length] as (typeof sorts)[number] })),
)

test('any two filters combine, in any order', async () => {
  let matches = 0
  for (const { one, two, sort } of pairs)
    matches += await compare({ ...one[0], ...two[0] }, (c) => one[1](c) && two[1](c), sort)
  expect(matches).toBeGreaterThan(pairs.length)
})

test('all filters at once find the one that meets them all, and not the one that misses any', async () => {
  const [one] = all.filter((c) => c.state === 'ARCHIVED' && c.agentId && c.attachedFiles.totalCount > 0)
  const fitting = {
    states: ['ARCHIVED'],
    isPinned: one.isPinned,
    spaceId: one.space.id,
    agentId: one.agentId,
    mode: one.mode,
    hasFiles: true,
    createdAfter: new Date(Date.parse(one.createdAt) - 1),
    createdBefore: new Date(Date.parse(one.createdAt) + 1),
    lastMessageAfter: new Date(Date.parse(one.lastMessageAt) - 1),
    lastMessageBefore: new Date(Date.parse(one.lastMessageAt) + 1),
  }
  const missing = {
    states: ['ACTIVE', 'TRASHED'],
    isPinned: !one.isPinned,
    spaceId: freshId('Space'),
    agentId: one.agentId.toUpperCase(),
    mode: ` ${one.mode}`,
    hasFiles: false,
    createdAfter: one.createdAt,
    createdBefore: one.createdAt,
    lastMessageAfter: one.lastMessageAt,
    lastMessageBefore: one.lastMessageAt,
  }
  const found = async (filter: object) => {
    const { conversations } = await lists({ filter })
    return [idsOf(conversations.nodes), conversations.totalCount]
  }
  expect(await found(fitting)).toEqual([[one.id], 1])
  for (const [name, value] of Object.entries(missing))
    expect(await found({ ...fitting, [name]: value }), name).toEqual([[], 0])
})

test('no states are none', async () => {
  const { conversations } = await lists({ filter: { states: [] } })
  expect(conversations).toMatchObject({ nodes: [], totalCount: 0 })
})

test.for(['nonsense', freshId('Space'), freshId('Conversation')])(
  'in the space %j there are none',
  async (spaceId) => {
    const { conversations } = await lists({ filter: { spaceId } })
    expect(conversations).toMatchObject({ nodes: [], totalCount: 0 })
  },
)

test("a stranger's filter by this space finds none", async () => {
  const stranger = await clientOf(url)
  const { conversations, space } = await stranger.data(LISTS, { filter: { spaceId: work.id }, id: work.id })
  expect(conversations).toMatchObject({ nodes: [], totalCount: 0 })
  expect(space).toBeNull()
})

test('offset skips rows, and totalCount stays that of the whole', async () => {
  const whole = (await lists({})).conversations.nodes
  const { conversations } = await lists({ offset: 5, first: 4 })
  expect(idsOf(conversations.nodes)).toEqual(idsOf(whole.slice(5, 9)))
  expect(conversations).toMatchObject({
    totalCount: 12,
    pageInfo: { hasNextPage: true, hasPreviousPage: true },
  })
})

test.for<[string, object]>([
  ['first 0', { first: 0 }],
  ['first 101', { first: 101 }],
  ['offset -1', { offset: -1 }],
  ['offset 10,001', { offset: 10_001 }],
])('%s is refused', async ([, page]) => {
  const { body } = await user.send(LISTS, { id: work.id, ...page })
  expect(body.errors[0]).toMatchObject({ path: ['conversations'], extensions: { code: 'BAD_USER_INPUT' } })
})

test('first and last at once are refused', async () => {
  const { body } = await user.send('{ conversations(first: 1, last: 1) { totalCount } }')
  expect(body.errors[0]).toMatchObject({ path: ['conversations'], extensions: { code: 'BAD_USER_INPUT' } })
})
