import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { meeting, testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import {
  CONVERSATION,
  conversation,
  createConversation,
  createSpace,
  done,
  freshId,
  mutate,
} from '../fixtures.ts'

const { url, database } = await testServer()

/** What every mutation that changes a conversation has in common. */

interface Change {
  name: string
  /** What is done before, so that there is something to change. */
  before?: string[]
  input?: (user: Client) => Promise<object>
}

const unlessTrashed: Change[] = [
  { name: 'renameConversation', input: async () => ({ title: 'New' }) },
  {
    name: 'configureConversation',
    input: async () => ({ agentId: 'a', mode: 'm', metadata: { b: [1], a: 2 } }),
  },
  { name: 'moveConversation', input: async (user) => ({ spaceId: (await createSpace(user)).id }) },
  { name: 'pinConversation' },
  { name: 'unpinConversation', before: ['pinConversation'] },
  { name: 'archiveConversation' },
  { name: 'unarchiveConversation', before: ['archiveConversation'] },
]

const changes: Change[] = [
  ...unlessTrashed,
  { name: 'trashConversation' },
  { name: 'restoreConversation', before: ['trashConversation'] },
]

const OLD = '2020-01-01T00:00:00.000Z'

/** Long untouched, so that a change of updatedAt shows whatever the clock's grain. */
const makeOld = (id: string) =>
  database.prisma.conversation.update({
    where: { id: decodeId('Conversation', id) as string },
    data: { updatedAt: OLD },
  })

async function prepare({ before = [], input = async () => ({}) }: Change) {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  for (const name of before) await done(user, name, { conversationId: id })
  await makeOld(id)
  return {
    user,
    id,
    input: { conversationId: id, ...(await input(user)) },
    was: await conversation(user, id),
  }
}

test.for(changes)('$name raises the version by one; again, it changes nothing', async (change) => {
  const { user, id, input, was } = await prepare(change)
  const changed = (await done(user, change.name, input)).conversation
  expect(changed.version).toBe(was.version + 1)
  await makeOld(id)
  expect((await done(user, change.name, input)).conversation).toEqual({ ...changed, updatedAt: OLD })
  expect(await conversation(user, id)).toEqual({ ...changed, updatedAt: OLD })
})

test.for(changes)('$name 20 times at once changes it once', async (change) => {
  const { user, id, input, was } = await prepare(change)
  await Promise.all(Array.from({ length: 20 }, () => done(user, change.name, input)))
  expect(await conversation(user, id)).toMatchObject({ version: was.version + 1 })
})

test.for(changes)(
  '$name is refused where another version is expected, and takes the one that is',
  async (change) => {
    const { user, id, input, was } = await prepare(change)
    for (const expectedVersion of [was.version - 1, was.version + 1])
      expect(await mutate(user, change.name, { ...input, expectedVersion })).toMatchObject({
        __typename: 'ConflictError',
        code: 'CONFLICT',
        current: { id },
      })
    expect(await conversation(user, id)).toEqual(was)
    const { conversation: changed } = await done(user, change.name, {
      ...input,
      expectedVersion: was.version,
    })
    expect(changed.version).toBe(was.version + 1)
  },
)

test.for(unlessTrashed)('$name of a trashed conversation is refused', async (change) => {
  const { user, id, input } = await prepare(change)
  const { conversation: trashed } = await done(user, 'trashConversation', { conversationId: id })
  expect(await mutate(user, change.name, { ...input, expectedVersion: trashed.version })).toMatchObject({
    __typename: 'ConflictError',
    code: 'CONFLICT',
    current: { id },
  })
  expect(await conversation(user, id)).toEqual(trashed)
})

test.for(changes)("$name does not find another user's conversation, nor none", async (change) => {
  const { user, id, was } = await prepare(change)
  const stranger = await clientOf(url)
  const input = (await change.input?.(stranger)) ?? {}
  for (const conversationId of [id, freshId('Conversation'), id.replace('conv', 'msg'), 'nonsense', ''])
    expect(
      await mutate(stranger, change.name, { ...input, conversationId, expectedVersion: 7 }),
    ).toMatchObject({
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
    })
  expect(await conversation(user, id)).toEqual(was)
})

const pins = ['pinConversation', 'unpinConversation']

test.for(changes.filter(({ name }) => !pins.includes(name)))('$name moves updatedAt on', async (change) => {
  const { user, input } = await prepare(change)
  const changed = (await done(user, change.name, input)).conversation
  expect(changed.updatedAt > OLD).toBe(true)
})

test.for(changes.filter(({ name }) => pins.includes(name)))('$name leaves updatedAt', async (change) => {
  const { user, input } = await prepare(change)
  expect((await done(user, change.name, input)).conversation.updatedAt).toBe(OLD)
})

test('of 20 renames that expect the same version one wins, and the others are told how it is', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const rename = `mutation ($input: RenameConversationInput!) { renameConversation(input: $input) {
    ... on RenameConversationPayload { conversation { ${CONVERSATION} } }
    ... on ConflictError { current { ... on Conversation { ${CONVERSATION} } } }
  } }`
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      user.data(rename, { input: { conversationId: id, title: `Title ${i}`, expectedVersion: 1 } }),
    ),
  )
  const results = answers.map((data) => data.renameConversation)
  const [won, ...others] = results.filter((result) => result.conversation)
  expect(others).toEqual([])
  expect(won.conversation.version).toBe(2)
  expect(results.filter((result) => result.current)).toEqual(Array(19).fill({ current: won.conversation }))
  expect(await conversation(user, id)).toEqual(won.conversation)
})

test('20 renames at once that expect no version are all done, one after the other', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  const titles = Array.from({ length: 20 }, (_, i) => `Title ${i}`)
  await Promise.all(titles.map((title) => done(user, 'renameConversation', { conversationId: id, title })))
  const now = await conversation(user, id)
  expect(now.version).toBe(21)
  expect(titles).toContain(now.title)
})

/** Starts all of these while the conversation is locked. */
const atTheLock = <Answer>(id: string, starts: (() => Promise<Answer>)[]) =>
  meeting(
    database.prisma,
    (transaction) =>
      transaction.$queryRaw`SELECT FROM conversations WHERE id = ${decodeId('Conversation', id)}::uuid FOR UPDATE`,
    starts,
  )

testOnServer.for(changes)('$name 4 times, all waiting for one another, changes it once', async (change) => {
  const { user, id, input, was } = await prepare(change)
  await atTheLock(
    id,
    Array(4).fill(() => done(user, change.name, input)),
  )
  expect(await conversation(user, id)).toMatchObject({ version: was.version + 1 })
})

testOnServer('of 4 renames that expect the same version and wait for one another one wins', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const rename = (title: string) => () =>
    mutate(user, 'renameConversation', { conversationId, title, expectedVersion: 1 })
  const answers = await atTheLock(conversationId, ['A', 'B', 'C', 'D'].map(rename))
  expect(answers.map(({ __typename }) => __typename).sort()).toEqual([
    ...Array(3).fill('ConflictError'),
    'RenameConversationPayload',
  ])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 2 })
})
