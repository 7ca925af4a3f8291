import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, createSpace, freshId, space } from '../fixtures.ts'

const { url } = await testServer()

const SPACES = `query ($first: Int, $after: String, $last: Int, $before: String) {
  spaces(first: $first, after: $after, last: $last, before: $before) {
    nodes { id } edges { cursor node { id name } } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

test('a new user has one space, the default one', async () => {
  const { spaces } = await (await clientOf(url)).data(
    `{ spaces { nodes { name isDefault externalId } totalCount } }`,
  )
  expect(spaces).toEqual({
    nodes: [{ name: expect.stringMatching(/./), isDefault: true, externalId: null }],
    totalCount: 1,
  })
})

test('a user has their own spaces, the oldest first, page by page', async () => {
  const [user, other] = [await clientOf(url), await clientOf(url)]
  const { space: home } = await createConversation(user)
  const [one, two] = [await createSpace(user), await createSpace(user)]
  await createSpace(other)

  const { spaces: front } = await user.data(SPACES, { first: 2 })
  expect(front).toMatchObject({
    nodes: [{ id: home.id }, { id: one.id }],
    totalCount: 3,
    pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: front.edges[0].cursor },
  })
  const { spaces: rest } = await user.data(SPACES, { first: 2, after: front.pageInfo.endCursor })
  expect(rest).toMatchObject({
    nodes: [{ id: two.id }],
    totalCount: 3,
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  })
  const { spaces: end } = await user.data(SPACES, { last: 1, before: rest.pageInfo.startCursor })
  expect(end).toMatchObject({
    nodes: [{ id: one.id }],
    pageInfo: { hasNextPage: true, hasPreviousPage: true },
  })
})

test('a space is found by its id, by its owner alone', async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createSpace(owner)
  expect(await space(owner, made.id)).toEqual(made)
  expect(await space(stranger, made.id)).toBeNull()
})

test.for(['nonsense', '', freshId('Space'), freshId('Conversation')])(
  'there is no space %j, and that is no fault',
  async (id) => {
    expect(await space(await clientOf(url), id)).toBeNull()
  },
)
