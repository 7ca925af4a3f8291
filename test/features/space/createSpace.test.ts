import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createSpace, freshId, mutate, space } from '../fixtures.ts'

const { url, database } = await testServer()

test('a space has the trimmed name, belongs to its maker and is not the default', async () => {
  const user = await clientOf(url)
  const result = await mutate(
    user,
    'createSpace',
    { name: '  Atelier 🎨 ' },
    'space { id externalId name isDefault owner { name } createdAt updatedAt }',
  )
  expect(result).toMatchObject({
    __typename: 'CreateSpacePayload',
    space: { externalId: null, name: 'Atelier 🎨', isDefault: false, owner: { name: user.name } },
  })
  expect(result.space.id).toMatch(/^space_[0-9a-z]{26}$/)
  expect(result.space.updatedAt).toBe(result.space.createdAt)
})

test('the id and the externalId are the ones that the client chose', async () => {
  const user = await clientOf(url)
  const id = freshId('Space')
  expect(await createSpace(user, { id, externalId: 'work/2026' })).toMatchObject({
    id,
    externalId: 'work/2026',
  })
})

test.for([
  ['an empty name', ''],
  ['a name of white space', ' \n\u2003 '],
  ['more than 255 characters', '🎨'.repeat(256)],
  ['a control character', 'a\u0007b'],
  ['a line break', 'a\nb'],
  ['NUL', 'a\0b'],
  ['a lone surrogate', 'a\ud83c'],
])('%s is refused', async ([, name]) => {
  const user = await clientOf(url)
  const externalId = 'refused'
  expect(await mutate(user, 'createSpace', { name, externalId })).toMatchObject({
    __typename: 'ValidationError',
    code: 'VALIDATION_ERROR',
    issues: [{ path: 'name' }],
  })
  expect(await database.prisma.space.count({ where: { owner: { subject: user.name }, externalId } })).toBe(0)
})

test('255 characters count as a person counts them', async () => {
  const name = '🎨'.repeat(255)
  expect(await createSpace(await clientOf(url), { name })).toMatchObject({ name })
})

test.for(['id', 'externalId'] as const)('the same %s again answers with the space as it is', async (key) => {
  const user = await clientOf(url)
  const names = { id: freshId('Space'), externalId: 'home' }
  await createSpace(user, names)
  await mutate(user, 'renameSpace', { spaceId: names.id, name: 'Renamed' })
  const current = await space(user, names.id)
  expect(current.name).toBe('Renamed')
  expect(await createSpace(user, { [key]: names[key], name: '' })).toEqual(current)
  expect(await database.prisma.space.count({ where: { owner: { subject: user.name } } })).toBe(2)
})

test.for([
  ['id', () => ({ id: freshId('Space') })],
  ['externalId', () => ({ externalId: 'home' })],
] as const)('20 calls at once with the same %s make one space', async ([, name]) => {
  const user = await clientOf(url)
  const names = name()
  const spaces = await Promise.all(Array.from({ length: 20 }, () => createSpace(user, names)))
  expect(new Set(spaces.map(({ id }) => id)).size).toBe(1)
  expect(await database.prisma.space.count({ where: { owner: { subject: user.name } } })).toBe(2)
})

test("another user's id is a conflict that reveals nothing", async () => {
  const [owner, other] = [await clientOf(url), await clientOf(url)]
  const taken = await createSpace(owner, { name: 'Secret' })
  const result = await mutate(other, 'createSpace', { id: taken.id, name: 'Mine' })
  expect(result).toMatchObject({ __typename: 'ConflictError', code: 'CONFLICT', current: null })
  expect(JSON.stringify(result)).not.toContain('Secret')
  expect(await space(owner, taken.id)).toEqual(taken)
})

test('two users may use the same externalId', async () => {
  const [one, two] = [await clientOf(url), await clientOf(url)]
  const first = await createSpace(one, { externalId: 'home' })
  const second = await createSpace(two, { externalId: 'home' })
  expect(second.id).not.toBe(first.id)
})

test.for([
  ['id', 'nonsense'],
  ['id', ''],
  ['id', freshId('Conversation')],
  ['id', freshId('Space').toUpperCase()],
  ['externalId', ''],
  ['externalId', 'x'.repeat(256)],
  ['externalId', 'a\0b'],
])('a malformed %s is refused by its name: %j', async ([path, value]) => {
  const result = await mutate(await clientOf(url), 'createSpace', { name: 'Work', [path as string]: value })
  expect(result).toMatchObject({ __typename: 'ValidationError', issues: [{ path }] })
})
