import { expect, test } from 'vitest'
import { bearer, post, testServer, tokenOf } from '../support/server.ts'

const { url, database } = await testServer()
const closed = await testServer({ NODE_ENV: 'production' }, database)

const whoAmI = { query: '{ viewer { name } }' }
const introspection = { query: '{ __schema { queryType { name } } }' }

test('the subject of a token is the viewer, made on first sight', async () => {
  const { status, body } = await post(url, whoAmI, await bearer('ada'))
  expect({ status, body }).toEqual({ status: 200, body: { data: { viewer: { name: 'ada' } } } })
  expect(await database.prisma.user.count({ where: { subject: 'ada' } })).toBe(1)
})

test('without a token nothing but the schema is answered', async () => {
  expectRefusal(await post(url, whoAmI))
  expectRefusal(await post(url, { query: '{ __typename viewer { name } }' }))
  expectRefusal(
    await post(url, { query: '{ ...on Query { ...f } } fragment f on Query { viewer { name } }' }),
  )
  expectRefusal(
    await post(url, { query: 'query a { __typename } query b { viewer { name } }', operationName: 'b' }),
  )
  expect((await post(url, introspection)).body).toEqual({
    data: { __schema: { queryType: { name: 'Query' } } },
  })
})

test('a mutation that selects only its typename is no introspection', async () => {
  const query = 'mutation { createSpace(input: { name: "x" }) { __typename } }'
  expectRefusal(await post(url, { query }))
  expect(await database.prisma.space.count({ where: { name: 'x' } })).toBe(0)
})

test('where introspection is off, a stranger is answered nothing, and a user not the schema', async () => {
  expectRefusal(await post(closed.url, introspection))
  const { body } = await post(closed.url, introspection, await bearer('ada'))
  expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(body.data).toBeUndefined()
})

test.each([
  ['expired', async () => `Bearer ${await tokenOf('ada', -1_000)}`],
  ['forged', async () => `Bearer ${(await tokenOf('ada')).slice(0, -2)}AA`],
  ['malformed', async () => 'Bearer x'],
  ['of another scheme', async () => 'Basic YWRhOmFkYQ=='],
  ['empty', async () => 'Bearer '],
])('a token that is %s is refused, for introspection too', async (_, authorization) => {
  expectRefusal(await post(url, introspection, { authorization: await authorization() }))
})

function expectRefusal({ status, headers, body }: Awaited<ReturnType<typeof post>>) {
  expect(status).toBe(401)
  expect(headers.get('www-authenticate')).toBe('Bearer')
  expect(body.errors).toHaveLength(1)
  expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED')
  expect(body.data).toBeUndefined()
}
