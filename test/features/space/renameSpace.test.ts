import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createSpace, freshId, mutate, space } from '../fixtures.ts'

const { url, database } = await testServer()

test('a name is trimmed; the id and the time of creation stay', async () => {
  const user = await clientOf(url)
  const made = await createSpace(user, { name: 'Before', externalId: 'one' })
  const result = await mutate(user, 'renameSpace', { spaceId: made.id, name: ' After ' })
  expect(result).toMatchObject({
    __typename: 'RenameSpacePayload',
    space: { ...made, name: 'After', updatedAt: expect.any(String) },
  })
})

test('renaming moves updatedAt on, the same name again does not', async () => {
  const user = await clientOf(url)
  const { id } = await createSpace(user)
  await makeOld(id)
  const renamed = (await mutate(user, 'renameSpace', { spaceId: id, name: 'Home' })).space
  expect(renamed.updatedAt > OLD).toBe(true)
  await makeOld(id)
  const again = (await mutate(user, 'renameSpace', { spaceId: id, name: ' Home ' })).space
  expect(again).toEqual({ ...renamed, updatedAt: OLD })
})

test('the default space can be renamed', async () => {
  const user = await clientOf(url)
  const { spaces } = await user.data(`{ spaces { nodes { id isDefault } } }`)
  const [{ id }] = spaces.nodes
  expect((await mutate(user, 'renameSpace', { spaceId: id, name: 'Mine' })).space).toMatchObject({
    id,
    name: 'Mine',
    isDefault: true,
  })
})

test.for(['', '   ', 'x'.repeat(256), 'a\tb'])('the name %j is refused and nothing written', async (name) => {
  const user = await clientOf(url)
  const made = await createSpace(user)
  expect(await mutate(user, 'renameSpace', { spaceId: made.id, name })).toMatchObject({
    __typename: 'ValidationError',
    issues: [{ path: 'name' }],
  })
  expect(await space(user, made.id)).toEqual(made)
})

test("an unknown, a malformed and another user's space are not found", async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const made = await createSpace(owner)
  for (const spaceId of [made.id, freshId('Space'), 'nonsense', freshId('Message')])
    expect(await mutate(stranger, 'renameSpace', { spaceId, name: 'Mine' })).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    })
  expect(await space(owner, made.id)).toEqual(made)
})

const OLD = '2020-01-01T00:00:00.000Z'

/** Long untouched, so that a change of updatedAt shows whatever the clock's grain. */
const makeOld = (id: string) =>
  database.prisma.space.update({
    where: { id: decodeId('Space', id) as string },
    data: { updatedAt: OLD },
  })
