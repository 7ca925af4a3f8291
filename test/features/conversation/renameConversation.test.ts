import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'

const { url } = await testServer()

const RENAME = `mutation ($input: RenameConversationInput!) {
  renameConversation(input: $input) {
    __typename
    ... on RenameConversationPayload { conversation { id title version updatedAt } }
    ... on Error { code detail }
    ... on ValidationError { issues { path message } }
    ... on ConflictError { current { id } }
  }
}`

async function conversationOf(user: Awaited<ReturnType<typeof clientOf>>) {
  const { createConversation } = await user.data(
    `mutation { createConversation(input: {}) { ... on CreateConversationPayload { conversation { id title version updatedAt } } } }`,
  )
  return createConversation.conversation
}

test('a title is trimmed and raises the version by one', async () => {
  const user = await clientOf(url)
  const { id } = await conversationOf(user)
  const { renameConversation } = await user.data(RENAME, {
    input: { conversationId: id, title: '  Hello 🌍  ' },
  })
  expect(renameConversation).toMatchObject({
    __typename: 'RenameConversationPayload',
    conversation: { id, title: 'Hello 🌍', version: 2 },
  })
})

test('the same title again changes nothing', async () => {
  const user = await clientOf(url)
  const { id } = await conversationOf(user)
  const input = { conversationId: id, title: 'Hello' }
  const first = await user.data(RENAME, { input })
  expect(await user.data(RENAME, { input })).toEqual(first)
})
