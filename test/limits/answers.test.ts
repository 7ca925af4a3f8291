import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { addMessage, createConversation, done, uploadedFile } from '../features/fixtures.ts'
import { clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { subscribe, userSocket } from '../ws/socket.ts'

/** No answer is longer than 64 MiB, whatever it is made of. */

const { url, database } = await testServer()
const MIB = 1024 * 1024

const conversationOf = async (user: Awaited<ReturnType<typeof clientOf>>, mebibytes: number) => {
  const messages = Array.from({ length: mebibytes }, () => ({ role: 'USER', content: 'x'.repeat(MIB) }))
  return (await createConversation(user, { messages })).id
}

const codes = (body: { errors?: { extensions: { code: string } }[] }) =>
  body.errors?.map(({ extensions }) => extensions.code)

test('aliases of one value do not make an answer that is too long', async () => {
  const user = await clientOf(url)
  const id = await conversationOf(user, 7)
  const read = (times: number) =>
    `query ($id: ID!) { conversation(id: $id) { messages { nodes { ${Array.from({ length: times }, (_, i) => `a${i}: content`).join(' ')} } } } }`
  expect((await user.send(read(2), { id })).status).toBe(200)
  const { status, body } = await user.send(read(10), { id })
  expect([status, body.data, codes(body)]).toEqual([400, undefined, ['QUERY_TOO_COMPLEX']])
  const socket = await userSocket(url, user.name)
  socket.send(subscribe('1', read(10), { id }))
  expect(codes((await socket.next()).payload)).toEqual(['QUERY_TOO_COMPLEX'])
})

test('nor do aliases of parts, which are given up before there is one', async () => {
  const user = await clientOf(url)
  const parts = [{ text: { text: 'x'.repeat(MIB - 1) } }, { reasoning: { text: 'y' } }]
  const messages = Array.from({ length: 7 }, () => ({ role: 'USER', parts }))
  const { id } = await createConversation(user, { messages })
  const aliases = Array.from({ length: 95 }, (_, i) => `a${i}: parts { ... on TextPart { text } }`)
  const query = `query ($id: ID!) { conversation(id: $id) { messages { nodes { ${aliases.join(' ')} } } } }`
  const { status, body } = await user.send(query, { id })
  expect([status, codes(body)]).toEqual([400, ['QUERY_TOO_COMPLEX']])
})

test('nor do aliases of the rows of a list, which are refused before they are read', async () => {
  const user = await clientOf(url)
  const read = (times: number) => {
    const aliases = Array.from(
      { length: times },
      (_, i) => `a${i}: ${i % 2 ? 'nodes { title }' : 'edges { cursor }'}`,
    )
    return user.send(`{ spaces { nodes { conversations { ${aliases.join(' ')} } } } }`)
  }
  expect((await read(10)).body.errors).toBeUndefined()
  expect(codes((await read(11)).body)).toEqual(['QUERY_TOO_COMPLEX'])
})

test('nor of an event, and whose it is has an id to ask about it by', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const aliases = Array.from({ length: 70 }, (_, i) => `a${i}: content`).join(' ')
  const watched = subscribe(
    '1',
    `subscription ($id: ID!) { conversationEvents(conversationId: $id) { ... on MessageAdded { message { ${aliases} } } } }`,
    { id },
  )
  const sockets = [await userSocket(url, user.name), await userSocket(url, user.name)]
  for (const socket of sockets) socket.send(watched)
  // Until they watch, in which they are told nothing.
  for (const socket of sockets) {
    socket.send({ type: 'ping' })
    await socket.next()
  }
  await setTimeout(300)
  await addMessage(user, { conversationId: id, content: 'x'.repeat(MIB) })
  const told = await Promise.all(sockets.map(async ({ next }) => (await next()).payload.errors[0].extensions))
  for (const extensions of told)
    expect(extensions).toEqual({ code: 'QUERY_TOO_COMPLEX', requestId: expect.any(String) })
  expect(told[0].requestId).not.toBe(told[1].requestId)
})

test('nor do many objects, nor many statements', async () => {
  const user = await clientOf(url)
  const id = await conversationOf(user, 7)
  const many =
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Conversation { messages { nodes { content } } } } }'
  expect((await user.send(many, { ids: Array(2).fill(id) })).body.data.nodes).toHaveLength(2)
  expect(codes((await user.send(many, { ids: Array(10).fill(id) })).body)).toContain('QUERY_TOO_COMPLEX')
  const fields = Array.from(
    { length: 40 },
    (_, i) => `a${i}: conversation(id: $id) { messages(first: ${i + 60}) { nodes { content } } }`,
  )
  expect(codes((await user.send(`query ($id: ID!) { ${fields.join(' ')} }`, { id })).body)).toContain(
    'QUERY_TOO_COMPLEX',
  )
  expect(
    (await user.send(`query ($id: ID!) { ${fields.slice(0, 2).join(' ')} }`, { id })).body.errors,
  ).toBeUndefined()
})

test('numbers count by the digits that the database writes', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const set = async (numbers: number[]) =>
    (
      await user.data(
        'mutation ($input: ConfigureConversationInput!) { configureConversation(input: $input) { __typename } }',
        { input: { conversationId: id, metadata: { numbers } } },
      )
    ).configureConversation.__typename
  expect(await set(Array(50).fill(1e300))).toBe('ConfigureConversationPayload')
  expect(await set(Array(60).fill(1e300))).toBe('ValidationError')
  expect(await set(Array(60).fill(-1e-300))).toBe('ValidationError')
})

test('a message that names one file over and over is not read without end', async () => {
  const user = await clientOf(url)
  const fileId = await uploadedFile(database, user)
  const { id: conversationId } = await createConversation(user)
  const parts = Array.from({ length: 1_000 }, () => ({ file: { fileId } }))
  await done(user, 'addMessage', { conversationId, role: 'USER', parts })
  const nested = (levels: number): string =>
    levels ? `parts { ... on FilePart { file { message { id ${nested(levels - 1)} } } } }` : ''
  const read = (levels: number) =>
    user.send(`query ($id: ID!) { conversation(id: $id) { messages { nodes { ${nested(levels)} } } } }`, {
      id: conversationId,
    })
  expect((await read(1)).body.errors).toBeUndefined()
  expect(codes((await read(2)).body)).toContain('QUERY_TOO_COMPLEX')
})

test('parts under many names are not counted out one by one without end', async () => {
  const user = await clientOf(url)
  const parts = Array.from({ length: 1_000 }, () => ({ text: { text: 'x' } }))
  const messages = Array.from({ length: 10 }, () => ({ role: 'USER', parts }))
  const { id } = await createConversation(user, { messages })
  const read = (times: number) =>
    user.send(
      `query ($id: ID!) { conversation(id: $id) { messages { nodes { ${Array.from({ length: times }, (_, i) => `a${i}: parts { __typename }`).join(' ')} } } } }`,
      { id },
    )
  expect((await read(20)).body.errors).toBeUndefined()
  expect(new Set(codes((await read(30)).body))).toEqual(new Set(['QUERY_TOO_COMPLEX']))
})
