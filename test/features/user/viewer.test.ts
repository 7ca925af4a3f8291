import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { bearer, post, secret, testServer } from '../../support/server.ts'

const { url, database } = await testServer()
const VIEWER = '{ viewer { id name createdAt } }'

test('the viewer is the user of the token, the same one each time', async () => {
  const user = await clientOf(url)
  const { viewer } = await user.data(VIEWER)
  expect(viewer.id).toMatch(/^user_[0-9a-z]{26}$/)
  expect(viewer.name).toBe(user.name)
  expect(viewer.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(await user.data(VIEWER)).toEqual({ viewer })
})

test('another token is another user', async () => {
  const [one, two] = [await clientOf(url), await clientOf(url)]
  expect((await one.data(VIEWER)).viewer.id).not.toBe((await two.data(VIEWER)).viewer.id)
})

test('20 first requests at once make one user with one default space', async () => {
  const user = await clientOf(url)
  const answers = await Promise.all(Array.from({ length: 20 }, () => user.data(VIEWER)))
  expect(new Set(answers.map(({ viewer }) => viewer.id)).size).toBe(1)
  const owner = { subject: user.name }
  expect(await database.prisma.user.count({ where: owner })).toBe(1)
  expect(await database.prisma.space.count({ where: { owner, isDefault: true } })).toBe(1)
})

test("the token's name is the user's, and a new one takes its place", async () => {
  const { name: subject, data } = await clientOf(url)
  const { viewer } = await data(VIEWER)
  for (const name of ['Ana', 'Ana María']) {
    const answer = await post(url, { query: VIEWER }, await named(subject, name))
    expect(answer.body.data.viewer).toEqual({ ...viewer, name })
  }
})

test('without a token there is no viewer', async () => {
  const { status, body } = await post(url, { query: VIEWER })
  expect(status).toBe(401)
  expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
})

test('subjects that differ in case alone are different users', async () => {
  const { name } = await clientOf(url)
  const [lower, upper] = await Promise.all(
    [name, name.toUpperCase()].map(async (subject) => post(url, { query: VIEWER }, await bearer(subject))),
  )
  expect(lower?.body.data.viewer.id).not.toBe(upper?.body.data.viewer.id)
})

async function named(subject: string, name: string) {
  const token = await new SignJWT({ name })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setExpirationTime('5m')
    .sign(secret)
  return { authorization: `Bearer ${token}` }
}
