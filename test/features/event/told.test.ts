import { expect, test } from 'vitest'
import { type Client, clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, createConversation, createSpace, done, mutate } from '../fixtures.ts'
import { eventCursor, listCursor, reached, typesOf } from './fixtures.ts'
import { type Watch, watchConversation, watchList } from './watch.ts'

const { url } = await testServer()

const patient = { timeout: 50_000, interval: 5 }

interface World {
  user: Client
  conversationId: string
  spaceId: string
  /** Another one. */
  elsewhere: string
  firstId: string
  lastId: string
  streamingId: string
}

/** A conversation in a space, with two finished messages and one that is being written. */
async function world(): Promise<World> {
  const user = await clientOf(url)
  const spaceId = (await createSpace(user)).id
  const elsewhere = (await createSpace(user)).id
  const conversationId = (await createConversation(user, { spaceId, title: 'Soup' })).id
  const add = async (input: object) => (await addMessage(user, { conversationId, ...input })).id as string
  const streamingId = await add({ role: 'ASSISTANT', status: 'STREAMING', content: 'a' })
  const [firstId, lastId] = [await add({ content: 'first' }), await add({ content: 'last' })]
  return { user, conversationId, spaceId, elsewhere, firstId, lastId, streamingId }
}

type Act = (world: World) => Promise<unknown>

/** What each of three is told of it: those who watch the conversation, all lists, and the list of its space. */
type Told = [conversation: string[], all: string[], space: string[]]

const mutation =
  (name: string, input: (world: World) => object): Act =>
  (world) =>
    done(world.user, name, input(world), '__typename')

const ofConversation =
  (name: string, input: object = {}): Act =>
  ({ user, conversationId }) =>
    done(user, name, { conversationId, ...input })

const replace =
  (messages: (world: World) => object[], more: object = {}): Act =>
  (world) =>
    done(world.user, 'replaceMessages', {
      conversationId: world.conversationId,
      messages: messages(world),
      ...more,
    })

const first = { role: 'USER', content: 'first' }
const last = { role: 'USER', content: 'last' }
const many = Array.from({ length: 101 }, (_, i) => ({ role: 'USER', content: `${i}` }))
const changed = ['ConversationChanged']
const all: Told = [changed, changed, changed]

const noneBeingWritten = mutation('deleteMessage', ({ streamingId: messageId }) => ({ messageId }))

const replacements: [name: string, act: Act, told: Told][] = [
  [
    'replaceMessages that adds one',
    replace(() => [first, last, first]),
    [['MessageAdded'], changed, changed],
  ],
  ['replaceMessages that ends earlier', replace(() => [first]), [['MessageDeleted'], changed, changed]],
  [
    'replaceMessages that changes one',
    replace(({ firstId, lastId }) => [
      { id: firstId, ...first },
      { id: lastId, role: 'USER', content: 'x' },
    ]),
    [['MessageChanged'], changed, changed],
  ],
  [
    'replaceMessages by another history',
    replace(() => [{ role: 'USER', content: 'x' }, last]),
    [['MessageDeleted', 'MessageChanged', 'MessageAdded'], changed, changed],
  ],
  ['replaceMessages by title and pin', replace(() => [first, last], { title: 'Salad', isPinned: true }), all],
  [
    'replaceMessages by 100 differences',
    replace(() => many.slice(0, 98)),
    [['MessageDeleted', 'MessageDeleted', ...many.slice(0, 98).map(() => 'MessageAdded')], changed, changed],
  ],
  [
    'replaceMessages by more than 100 differences',
    replace(() => many),
    [['MessagesReplaced'], changed, changed],
  ],
  [
    'replaceMessages by more than 100 differences and a title',
    replace(() => many, { title: 'Salad' }),
    [['ConversationChanged', 'MessagesReplaced'], changed, changed],
  ],
]

type Row = [name: string, act: Act, told: Told, before?: Act]

const changes: Row[] = [
  [
    'createConversation',
    mutation('createConversation', ({ spaceId }) => ({ spaceId, messages: [first] })),
    [[], ['ConversationCreated'], ['ConversationCreated']],
  ],
  [
    'createConversation elsewhere',
    mutation('createConversation', ({ elsewhere }) => ({ spaceId: elsewhere })),
    [[], ['ConversationCreated'], []],
  ],
  ['renameConversation', ofConversation('renameConversation', { title: 'Salad' }), all],
  ['configureConversation', ofConversation('configureConversation', { mode: 'fast' }), all],
  ['pinConversation', ofConversation('pinConversation'), all],
  ['unpinConversation', ofConversation('unpinConversation'), all, ofConversation('pinConversation')],
  ['archiveConversation', ofConversation('archiveConversation'), all],
  [
    'unarchiveConversation',
    ofConversation('unarchiveConversation'),
    all,
    ofConversation('archiveConversation'),
  ],
  ['trashConversation', ofConversation('trashConversation'), all],
  ['restoreConversation', ofConversation('restoreConversation'), all, ofConversation('trashConversation')],
  [
    'moveConversation',
    mutation('moveConversation', ({ conversationId, elsewhere: spaceId }) => ({ conversationId, spaceId })),
    [changed, changed, ['ConversationLeft']],
  ],
  [
    'addMessage',
    mutation('addMessage', ({ conversationId }) => ({ conversationId, ...first })),
    [['MessageAdded'], changed, changed],
  ],
  [
    'addMessage of one to stream',
    ofConversation('addMessage', { role: 'ASSISTANT', status: 'STREAMING' }),
    [['MessageAdded'], changed, changed],
  ],
  [
    'editMessage of the last message',
    mutation('editMessage', ({ lastId: messageId }) => ({ messageId, content: 'x' })),
    [['MessageChanged'], changed, changed],
  ],
  [
    'editMessage of an earlier message',
    mutation('editMessage', ({ firstId: messageId }) => ({ messageId, content: 'x' })),
    [['MessageChanged'], [], []],
  ],
  [
    'editMessage of metadata',
    mutation('editMessage', ({ lastId: messageId }) => ({ messageId, metadata: { a: 1 } })),
    [['MessageChanged'], changed, changed],
  ],
  [
    'deleteMessage',
    mutation('deleteMessage', ({ firstId: messageId }) => ({ messageId })),
    [['MessageDeleted'], changed, changed],
  ],
  [
    'updateMessagePart of a finished message',
    mutation('updateMessagePart', ({ lastId: messageId }) => ({
      messageId,
      partIndex: 0,
      part: { text: { text: 'x' } },
    })),
    [['MessagePartChanged'], [], []],
  ],
  ...replacements.map((row): Row => [...row, noneBeingWritten]),
  [
    'renameSpace',
    mutation('renameSpace', ({ spaceId }) => ({ spaceId, name: 'Home' })),
    [[], ['SpaceChanged'], ['SpaceChanged']],
  ],
  [
    'renameSpace of another',
    mutation('renameSpace', ({ elsewhere }) => ({ spaceId: elsewhere, name: 'Home' })),
    [[], ['SpaceChanged'], []],
  ],
  ['createSpace', mutation('createSpace', () => ({ name: 'Home' })), [[], ['SpaceCreated'], []]],
  [
    'appendToMessage',
    mutation('appendToMessage', ({ streamingId }) => ({
      messageId: streamingId,
      partIndex: 0,
      offset: 1,
      text: 'b',
    })),
    [['MessageDelta'], [], []],
  ],
  [
    'addMessagePart',
    mutation('addMessagePart', ({ streamingId }) => ({
      messageId: streamingId,
      partIndex: 1,
      part: { reasoning: { text: 'hm' } },
    })),
    [['MessagePartAdded'], [], []],
  ],
  [
    'updateMessagePart of one that is being written',
    mutation('updateMessagePart', ({ streamingId }) => ({
      messageId: streamingId,
      partIndex: 0,
      part: { text: { text: 'x' } },
    })),
    [['MessagePartChanged'], [], []],
  ],
  [
    'finishMessage',
    mutation('finishMessage', ({ streamingId: messageId }) => ({ messageId })),
    [['MessageChanged'], changed, changed],
  ],
  [
    'deleteMessage of one that is being written',
    mutation('deleteMessage', ({ streamingId: messageId }) => ({ messageId })),
    [['MessageDeleted'], changed, changed],
  ],
]

test.each(changes)('%s tells what it did, live and again', async (_, act, [own, lists, list], before) => {
  const it = await world()
  await before?.(it)
  const { user, conversationId, spaceId } = it
  const [after, listAfter] = [await eventCursor(user, conversationId), await listCursor(user)]
  const watchAll = () => [
    watchConversation(url, user, { conversationId, after }),
    watchList(url, user, { after: listAfter }),
    watchList(url, user, { spaceId, after: listAfter }),
  ]
  const live = watchAll()
  await act(it)
  // Every event of its own log is told, so its end is known; the lists' is what comes after the change.
  const end = await eventCursor(user, conversationId)
  await done(user, 'renameSpace', { spaceId, name: 'The end' })
  const listEnd = await listCursor(user)
  for (const watches of [live, watchAll()]) {
    const [conversation, ...both] = watches as [Watch, Watch, Watch]
    await expect.poll(() => conversation.events.at(-1)?.cursor ?? after, patient).toBe(end)
    for (const watch of both) await watch.until(reached(listEnd))
    const types = [conversation.events, ...both.map(({ events }) => events.slice(0, -1))].map(typesOf)
    expect(types).toEqual([own, lists, list])
  }
})

const unchanging: [name: string, act: Act][] = [
  ['a title that it has', ofConversation('renameConversation', { title: 'Soup' })],
  ['settings that it has', ofConversation('configureConversation', { mode: null })],
  ['no settings', ofConversation('configureConversation')],
  ['unpinning what is not pinned', ofConversation('unpinConversation')],
  ['unarchiving what is active', ofConversation('unarchiveConversation')],
  ['restoring what is not in the trash', ofConversation('restoreConversation')],
  [
    'moving it to where it is',
    mutation('moveConversation', ({ conversationId, spaceId }) => ({ conversationId, spaceId })),
  ],
  ['creating it again', mutation('createConversation', ({ conversationId: id }) => ({ id, title: 'x' }))],
  [
    'adding a message again',
    mutation('addMessage', ({ conversationId, lastId: id }) => ({ conversationId, id, ...first })),
  ],
  [
    'editing to the same',
    mutation('editMessage', ({ lastId: messageId }) => ({ messageId, content: 'last' })),
  ],
  [
    'a part that it has',
    mutation('updateMessagePart', ({ lastId: messageId }) => ({
      messageId,
      partIndex: 0,
      part: { text: { text: 'last' } },
    })),
  ],
  [
    'the repeat of an append',
    mutation('appendToMessage', ({ streamingId }) => ({
      messageId: streamingId,
      partIndex: 0,
      offset: 0,
      text: 'a',
    })),
  ],
  [
    'the repeat of a part',
    mutation('addMessagePart', ({ streamingId }) => ({
      messageId: streamingId,
      partIndex: 0,
      part: { text: { text: 'a' } },
    })),
  ],
  ['finishing what is finished', mutation('finishMessage', ({ lastId: messageId }) => ({ messageId }))],
  ['a space made again', mutation('createSpace', ({ spaceId: id }) => ({ id, name: 'x' }))],
  ['a name that the space has', mutation('renameSpace', ({ spaceId }) => ({ spaceId, name: 'Work' }))],
  [
    'a refused change',
    ({ user, conversationId }) =>
      mutate(user, 'renameConversation', { conversationId, title: 'x', expectedVersion: 99 }),
  ],
]

test.each(unchanging)('%s tells nobody anything', async (_, act) => {
  const it = await world()
  const where = async () => [await eventCursor(it.user, it.conversationId), await listCursor(it.user)]
  const before = await where()
  await act(it)
  expect(await where()).toEqual(before)
})

test.each<[state: string, name: string]>([
  ['pinned', 'pinConversation'],
  ['archived', 'archiveConversation'],
  ['in the trash', 'trashConversation'],
])('what is %s already is told of once', async (_, name) => {
  const { user, conversationId } = await world()
  await done(user, name, { conversationId })
  const before = [await eventCursor(user, conversationId), await listCursor(user)]
  await done(user, name, { conversationId })
  expect([await eventCursor(user, conversationId), await listCursor(user)]).toEqual(before)
})

test('the same history again tells nobody anything', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user, { messages: [first, last] })
  const before = [await eventCursor(user, id), await listCursor(user)]
  await done(user, 'replaceMessages', { conversationId: id, messages: [first, last] })
  expect([await eventCursor(user, id), await listCursor(user)]).toEqual(before)
})
