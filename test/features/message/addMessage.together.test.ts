import { expect, test } from 'vitest'
import { decodeId } from '../../../src/platform/ids.ts'
import { type Client, clientOf } from '../../support/client.ts'
import { heldUp } from '../../support/heldUp.ts'
import { locking } from '../../support/locking.ts'
import { testOnServer } from '../../support/meeting.ts'
import { testServer } from '../../support/server.ts'
import { statementsOf } from '../../support/statements.ts'
import { addMessage, conversation, createConversation, done, mutate } from '../fixtures.ts'
import { contentsOf, messagesOf } from './fixtures.ts'

const { url, database } = await testServer()
const { prisma } = database

/** Does work whose messages come while none can be written, and so go together. */
const together = <Result>(work: () => Promise<Result>) => heldUp(database, 'messages', work)

const input = (conversationId: string, content = 'Hi') => ({ conversationId, role: 'USER', content })

/** Users with two conversations each. */
const usersWithTwo = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () => {
      const user = await clientOf(url)
      const ids: string[] = []
      for (let nth = 0; nth < 2; nth++) ids.push((await createConversation(user)).id)
      return { user, ids }
    }),
  )

test('messages of many at once share statements, and each is in its place and told once', async () => {
  const users = await usersWithTwo(10)
  const contents = ['1', '2', '3', '4', '5']
  const all = users.flatMap(({ user, ids }) =>
    contents.flatMap((content) => ids.map((conversationId) => ({ user, conversationId, content }))),
  )
  const statements = await statementsOf(() =>
    together(() =>
      Promise.all(all.map(({ user, ...fields }) => addMessage(user, fields).then(expectOf(fields.content)))),
    ),
  )
  const writes = statements.filter(({ text }) => text.includes('INSERT INTO messages'))
  expect(writes.length).toBeLessThan(all.length / 2)
  for (const { user, ids } of users) {
    for (const id of ids) {
      const stored = await messagesOf(user, id)
      expect(stored.map(({ content }: { content: string }) => content).toSorted()).toEqual(contents)
      expect(stored.map(({ position }: { position: number }) => position)).toEqual([1, 2, 3, 4, 5])
      expect(await conversation(user, id)).toMatchObject({ version: 6, messageCount: 5 })
      const told = await eventsOf(decodeId('Conversation', id) as string)
      const keys = stored.map((message: { id: string }) => decodeId('Message', message.id))
      expect(told.map(({ messageId }) => messageId)).toEqual(keys)
    }
    await expectListTold(user, ids.length * (1 + contents.length))
  }
})

const expectOf = (content: string) => (added: { content: string }) => expect(added.content).toBe(content)

const eventsOf = (streamId: string) =>
  prisma.event.findMany({ where: { streamId }, orderBy: { number: 'asc' } })

/** Each change of the user's conversations has a number in the log of their lists, and the last is the counter's. */
async function expectListTold({ name }: Client, count: number): Promise<void> {
  const { id, eventNumber } = await prisma.user.findUniqueOrThrow({ where: { subject: name } })
  const numbers = (await eventsOf(id)).map(({ number }) => Number(number))
  expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  expect(Number(eventNumber)).toBe(count)
}

test('a stranger whose message comes with the owner’s adds nothing', async () => {
  const [owner, stranger] = [await clientOf(url), await clientOf(url)]
  const { id } = await createConversation(owner)
  const send = (user: Client, content: string) => mutate(user, 'addMessage', input(id, content), '__typename')
  const answers = await together(() =>
    Promise.all([send(stranger, 'theirs'), send(owner, 'mine'), send(stranger, 'theirs')]),
  )
  expect(answers.map(({ __typename }) => __typename)).toEqual([
    'NotFoundError',
    'AddMessagePayload',
    'NotFoundError',
  ])
  expect(await contentsOf(owner, id)).toEqual(['mine'])
  expect(await conversation(owner, id)).toMatchObject({ version: 2, messageCount: 1 })
})

test('what is refused, or fails, takes nothing from those beside it', async () => {
  const [{ user: tidy, ids: trashed }, { user: full, ids: filled }, ...others] = (await usersWithTwo(6)) as [
    Awaited<ReturnType<typeof usersWithTwo>>[0],
    Awaited<ReturnType<typeof usersWithTwo>>[0],
  ]
  await done(tidy, 'trashConversation', { conversationId: trashed[0] })
  await prisma.conversation.update({
    where: { id: decodeId('Conversation', filled[0] as string) as string },
    data: { lastPosition: 2 ** 31 - 1 },
  })
  const send = (user: Client, id = '') => user.send(ADD, { input: input(id) })
  const [refused, failed, ...rest] = await together(() =>
    Promise.all([
      send(tidy, trashed[0]),
      send(full, filled[0]),
      ...others.map(({ user, ids }) => send(user, ids[0])),
    ]),
  )
  expect(refused?.body.data.addMessage).toEqual({ __typename: 'ConflictError' })
  expect(failed?.body.errors).toHaveLength(1)
  for (const { body } of rest) expect(body.data.addMessage).toEqual({ __typename: 'AddMessagePayload' })
  for (const { user, ids } of others) expect(await contentsOf(user, ids[0] as string)).toEqual(['Hi'])
})

const ADD = 'mutation ($input: AddMessageInput!) { addMessage(input: $input) { __typename } }'

testOnServer('messages to a conversation that somebody keeps wait for it, and no others', async () => {
  const [ada, bob] = [await clientOf(url), await clientOf(url)]
  const [kept, free] = [await createConversation(ada), await createConversation(bob)]
  const locked = await locking(database, kept.id)
  const waiting = Promise.all(
    ['1', '2'].map((content) => addMessage(ada, { conversationId: kept.id, content })),
  )
  for (const content of ['1', '2', '3']) await addMessage(bob, { conversationId: free.id, content })
  await locked.release()
  await waiting
  expect((await contentsOf(ada, kept.id)).toSorted()).toEqual(['1', '2'])
  expect(await contentsOf(bob, free.id)).toEqual(['1', '2', '3'])
})
