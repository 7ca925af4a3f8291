import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import { createConversation, createSpace, freshId } from '../fixtures.ts'

const { url } = await testServer()

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) { id ... on Conversation { title } ... on Space { name } }
}`

test('objects come in the order asked, repeated as asked, null where there is none', async () => {
  const [user, stranger] = [await clientOf(url), await clientOf(url)]
  const a = await createConversation(user, { title: 'A' })
  const b = await createConversation(user, { title: 'B' })
  const work = await createSpace(user)
  const theirs = await createConversation(stranger)
  const ids = [b.id, freshId('Message'), work.id, a.id, 'nonsense', theirs.id, b.id]
  const { nodes } = await user.data(NODES, { ids })
  const [nodeA, nodeB] = [
    { id: a.id, title: 'A' },
    { id: b.id, title: 'B' },
  ]
  expect(nodes).toEqual([nodeB, null, { id: work.id, name: 'Work' }, nodeA, null, null, nodeB])
})

test('no ids make an empty list', async () => {
  expect(await (await clientOf(url)).data(NODES, { ids: [] })).toEqual({ nodes: [] })
})

test('100 ids are one statement for each type among them', async () => {
  const user = await clientOf(url)
  const { id, space } = await createConversation(user)
  const read = (ids: string[]) => statementsOf(() => user.data(NODES, { ids }))
  expect(await read([id])).toHaveLength(1)
  expect(await read(Array.from({ length: 100 }, () => id))).toHaveLength(1)
  expect(await read(Array.from({ length: 100 }, (_, i) => (i % 2 ? id : space.id)))).toHaveLength(2)
})

test('101 ids are refused', async () => {
  const user = await clientOf(url)
  const { status, body } = await user.send(NODES, { ids: Array(101).fill(freshId('Space')) })
  expect(status).toBe(200)
  expect(body.data).toBeNull()
  expect(body.errors[0]).toMatchObject({ path: ['nodes'], extensions: { code: 'BAD_USER_INPUT' } })
})
