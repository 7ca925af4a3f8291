import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done } from '../fixtures.ts'
import { eventCursor, listCursor, reached } from './fixtures.ts'
import { type Event, watch, watchConversation, watchList } from './watch.ts'

const { url } = await testServer()

const READS = 8

/** What is read again and again while the work is done, and once before it. */
async function readDuring<Read>(read: () => Promise<Read>, work: Promise<unknown>): Promise<Read[]> {
  const reads: Read[] = []
  for (let i = 0; i < READS; i++) reads.push(await read())
  await work
  return reads
}

test('what is read beside eventCursor and what comes after it are all there is, and nothing twice', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const write = async () => {
    for (let i = 0; i < 20; i++) await addMessage(user, { conversationId: id })
  }
  const query = `query ($id: ID!) {
    conversation(id: $id) { messages(first: 100) { nodes { id } } messageCount ...Place }
  }
  fragment Place on Conversation { where: eventCursor }`
  const reads = await readDuring(() => user.data(query, { id }), Promise.all([write(), write()]))
  const { conversation: last } = await user.data(query, { id })
  for (const { conversation } of reads) {
    const rest = watchConversation(url, user, { conversationId: id, after: conversation.where })
    await expect
      .poll(() => rest.events.at(-1)?.cursor ?? conversation.where, { timeout: 50_000 })
      .toBe(last.where)
    expect(conversation.messageCount).toBe(conversation.messages.nodes.length)
    const told = [...conversation.messages.nodes, ...rest.events.map(({ message }) => message)]
    expect(told.map((message) => message.id)).toEqual(last.messages.nodes.map(({ id }: { id: string }) => id))
  }
})

/** A sidebar that applies events: the titles by id. */
function applied(shown: Record<string, string>, events: Event[]): Record<string, string> {
  const titles = { ...shown }
  for (const { conversation, deletedConversationId } of events) {
    if (conversation) titles[conversation.id] = conversation.title
    if (deletedConversationId) delete titles[deletedConversationId]
  }
  return titles
}

const NODES = 'conversations(first: 100) { nodes { id title } }'

const sidebars: [where: string, query: string][] = [
  ['beside the list in another root field', `{ ${NODES} viewer { conversationListCursor } }`],
  ['in a root field before it', `{ viewer { conversationListCursor } ${NODES} }`],
  [
    'in a fragment',
    `query { ...List ...Place } fragment List on Query { ${NODES} }
     fragment Place on Query { me: viewer { ...Cursor } } fragment Cursor on User { conversationListCursor }`,
  ],
  [
    'in the list, of an owner',
    `{ conversations(first: 100) { nodes { id title owner { conversationListCursor } } } }`,
  ],
]

/** Creates, renames and deletes; the first conversation stays. */
async function writeTo(user: Client, name: string) {
  for (let i = 0; i < 8; i++) {
    const { id } = await createConversation(user, { title: `${name} ${i}` })
    await done(user, 'renameConversation', { conversationId: id, title: `${name} ${i}, renamed` })
    if (i % 2) await done(user, 'deleteConversation', { conversationId: id }, '__typename')
  }
}

test.each(sidebars)(
  'with conversationListCursor %s, a list and what comes after it miss nothing',
  async (_, query) => {
    const user = await clientOf(url)
    await createConversation(user, { title: 'The first' })
    const read = async () => {
      const { conversations, viewer, me } = await user.data(query)
      const [{ owner }] = conversations.nodes
      const { conversationListCursor } = viewer ?? me ?? owner
      const titles: Record<string, string> = {}
      for (const { id, title } of conversations.nodes) titles[id] = title
      return { titles, after: conversationListCursor as string }
    }
    const reads = await readDuring(read, Promise.all([writeTo(user, 'a'), writeTo(user, 'b')]))
    await createSpace(user)
    const end = await listCursor(user)
    const { titles: last } = await read()
    for (const { titles, after } of reads) {
      const rest = watchList(url, user, { after })
      await rest.until(reached(end))
      expect(applied(titles, rest.events)).toEqual(last)
    }
  },
)

test('an event brings the list cursor of its own moment', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const query = `subscription ($after: String) {
    event: conversationListEvents(after: $after) {
      ... on ConversationChanged { cursor conversation { owner { conversationListCursor } } }
    }
  }`
  const seen = watch(url, user, query, { after: await listCursor(user) })
  for (let i = 1; i <= 3; i++) {
    await done(user, 'renameConversation', { conversationId: id, title: `${i}` })
    await seen.until((events) => events.length === i)
    expect(seen.events[i - 1].conversation.owner.conversationListCursor).toBe(seen.events[i - 1].cursor)
  }
})

test('one cursor serves all lists, whichever space it is asked for', async () => {
  const user = await clientOf(url)
  const spaceId = (await createSpace(user)).id
  const { viewer } = await user.data(
    'query ($spaceId: ID) { viewer { all: conversationListCursor one: conversationListCursor(spaceId: $spaceId) } }',
    { spaceId },
  )
  expect(viewer.one).toBe(viewer.all)
  const { id } = await createConversation(user, { spaceId })
  const list = watchList(url, user, { spaceId, after: viewer.all })
  await list.until((events) => events.length === 1)
  expect(list.events[0].conversation.id).toBe(id)
})

test('the cursor after a mutation is one from which its own event is not told again', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const { conversation } = await done(
    user,
    'renameConversation',
    { conversationId: id, title: 'Mine' },
    'conversation { eventCursor owner { conversationListCursor } }',
  )
  expect(conversation.eventCursor).toBe(await eventCursor(user, id))
  expect(conversation.owner.conversationListCursor).toBe(await listCursor(user))
})
