import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, freshId, uploadedFile } from '../fixtures.ts'

const { url, database } = await testServer()

const NODE = `query ($id: ID!) { node(id: $id) {
  __typename id
  ... on User { name }
  ... on Space { isDefault }
  ... on Conversation { title messages(first: 1) { nodes { content } } }
  ... on Message { content conversation { title } files { id } }
  ... on File { name }
} }`

/** A user with one object of each type, by the type's name. */
async function userWithAll() {
  const user = await clientOf(url)
  const file = await uploadedFile(database, user)
  const conversation = await createConversation(user, { title: 'Plans' })
  const message = await addMessage(user, { conversationId: conversation.id, content: 'Hi', fileIds: [file] })
  const { viewer } = await user.data('{ viewer { id } }')
  return {
    user,
    ids: {
      User: viewer.id,
      Space: conversation.space.id,
      Conversation: conversation.id,
      Message: message.id,
      File: file,
    },
  }
}

const own = await userWithAll()

test.for([
  ['User', { name: own.user.name }],
  ['Space', { isDefault: true }],
  ['Conversation', { title: 'Plans', messages: { nodes: [{ content: 'Hi' }] } }],
  ['Message', { content: 'Hi', conversation: { title: 'Plans' }, files: [{ id: own.ids.File }] }],
  ['File', { name: 'notes.txt' }],
] as const)('a %s is found by its id', async ([type, fields]) => {
  const id = own.ids[type]
  expect(await own.user.data(NODE, { id })).toEqual({ node: { __typename: type, id, ...fields } })
})

test.for(Object.keys(own.ids) as (keyof typeof own.ids)[])(
  "another user's %s cannot be told from one that is not there",
  async (type) => {
    const stranger = await clientOf(url)
    const theirs = await stranger.send(NODE, { id: own.ids[type] })
    const none = await stranger.send(NODE, { id: freshId(type) })
    expect(theirs.body).toEqual({ data: { node: null } })
    expect(none.body).toEqual(theirs.body)
  },
)

test.for([
  'nonsense',
  '',
  '_',
  'conv_',
  own.ids.Conversation.toUpperCase(),
  `${own.ids.Conversation} `,
  own.ids.Conversation.replace('conv_', 'msg_'),
  own.ids.Conversation.replace('conv_', ''),
  own.ids.Conversation.replace('conv_', 'conversation_'),
  'conv_zzzzzzzzzzzzzzzzzzzzzzzzzz',
  'conv_\0',
])('%j is no id, and no fault', async (id) => {
  const { body } = await own.user.send(NODE, { id })
  expect(body).toEqual({ data: { node: null } })
})
