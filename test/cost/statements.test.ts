import { expect, test } from 'vitest'
import { createConversation, createSpace, uploadedFile } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { statementsOf } from '../support/statements.ts'
import { ADD, FILE_PARTS, FILE_URLS, NESTED, OPENED, SIDEBAR, TOTAL } from './operations.ts'

const { url, database } = await testServer()

/** A user with so many spaces, in each as many conversations, in each as many messages with a file and a part of one. */
async function userWith(count: number) {
  const user = await clientOf(url)
  const conversations: string[] = []
  for (let s = 0; s < count; s++) {
    const { id: spaceId } = await createSpace(user)
    for (let c = 0; c < count; c++) {
      const messages = []
      for (let m = 0; m < count; m++) {
        const [hung, part] = [await uploadedFile(database, user), await uploadedFile(database, user)]
        const parts = [{ text: { text: 'Look' } }, { file: { fileId: part } }]
        messages.push({ role: 'USER', parts, fileIds: [hung] })
      }
      conversations.push((await createConversation(user, { spaceId, messages })).id)
    }
  }
  return { user, id: conversations[0] as string }
}

const one = await userWith(1)
const many = await userWith(4)

// The secret that URLs are signed with is read once.
await one.user.data(FILE_URLS, { id: one.id })

const countOf = async (user: Client, operation: string, variables: object) => {
  const statements = await statementsOf(() => user.data(operation, variables))
  return statements.length
}

test.each<[name: string, statements: number, operation: string, variables: object]>([
  ['the sidebar', 1, SIDEBAR, {}],
  ['the sidebar from its end', 1, SIDEBAR, { first: null, last: 2 }],
  ['an opened conversation', 1, OPENED, { last: 50 }],
  ['spaces, their conversations, their messages and their files', 1, NESTED, {}],
  ['a late page with the total', 1, TOTAL, { offset: 3 }],
  ['file parts of many messages', 2, FILE_PARTS, {}],
  ['files with their URLs', 1, FILE_URLS, {}],
])('%s: %i SQL statement(s), for one row and for many', async (_, statements, operation, variables) => {
  for (const { user, id } of [one, many])
    expect(await countOf(user, operation, { id, ...variables })).toBe(statements)
})

test('a message is added and read again with 2 SQL statements; with an id it is looked for first', async () => {
  for (const { user, id } of [one, many]) {
    const input = { conversationId: id, role: 'USER', content: 'Hi' }
    expect(await countOf(user, ADD, { input })).toBe(2)
    expect(await countOf(user, ADD, { input: { ...input, externalId: 'once' } })).toBe(3)
    expect(await countOf(user, ADD, { input: { ...input, externalId: 'once' } })).toBe(2)
  }
})

test('a history is replaced with as many SQL statements, however long it is', async () => {
  const replace = `mutation ($input: ReplaceMessagesInput!) { replaceMessages(input: $input) { __typename } }`
  const history = (length: number) =>
    Array.from({ length }, (_, index) => ({ role: 'USER', content: `${length} ${index}` }))
  const { user } = one
  const counts = []
  for (const length of [1, 500]) {
    const { id: conversationId } = await createConversation(user, {
      messages: [{ role: 'USER', content: 'old' }],
    })
    counts.push(await countOf(user, replace, { input: { conversationId, messages: history(length) } }))
  }
  expect(counts[1]).toBe(counts[0])
})
