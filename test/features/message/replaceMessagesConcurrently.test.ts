import { expect, test } from 'vitest'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { addMessage, conversation, mutate } from '../fixtures.ts'
import { contentsOf, conversationWith, messagesOf, twentyTimes } from './fixtures.ts'

const { url } = await testServer()
const user = await clientOf(url)

const history = ['a', 'b', 'c'].map((content) => ({ role: 'USER', content }))
type Message = { id: string; position: number; content: string }

test('beside twenty additions that expect a version too, one side gets a conflict and nothing is lost', async () => {
  const { id: conversationId } = await conversationWith(user, 'a', 'b')
  const { version: expectedVersion } = await conversation(user, conversationId)
  const [replaced, ...added] = await Promise.all([
    mutate(user, 'replaceMessages', { conversationId, messages: history, expectedVersion }),
    ...Array.from({ length: 20 }, (_, index) =>
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: `${index}`, expectedVersion }),
    ),
  ])
  const results = [replaced, ...added]
  expect(results.filter(({ __typename }) => __typename === 'ConflictError')).toHaveLength(20)
  const winner = results.findIndex(({ __typename }) => __typename !== 'ConflictError')
  expect(await contentsOf(user, conversationId)).toEqual(['a', 'b', winner ? `${winner - 1}` : 'c'])
})

test('a replacement that expects a version never takes away an addition that was acknowledged', async () => {
  const { id: conversationId } = await conversationWith(user, 'a', 'b')
  const { version: expectedVersion } = await conversation(user, conversationId)
  const [, ...added] = await Promise.all([
    mutate(user, 'replaceMessages', { conversationId, messages: history, expectedVersion }),
    ...Array.from({ length: 20 }, (_, index) => addMessage(user, { conversationId, content: `${index}` })),
  ])
  const there = (await messagesOf(user, conversationId)).map(({ id }: Message) => id)
  expect(there).toEqual(expect.arrayContaining(added.map(({ id }) => id)))
})

test('without one, every addition after the replacement is there, and what is there is what is counted', async () => {
  const { id: conversationId } = await conversationWith(user, 'a', 'b')
  const [, ...results] = await Promise.all([
    mutate(user, 'replaceMessages', { conversationId, messages: history }),
    ...Array.from({ length: 20 }, (_, index) =>
      mutate(user, 'addMessage', { conversationId, role: 'USER', content: `${index}` }),
    ),
  ])
  // What the replacement took before its answer was read is answered as gone.
  const gone = results.filter(({ __typename }) => __typename === 'NotFoundError')
  const added: Message[] = results.filter(({ message }) => message).map(({ message }) => message)
  expect(added.length + gone.length).toBe(20)
  const stored: Message[] = await messagesOf(user, conversationId)
  expect(stored[2]?.content).toBe('c')
  const after = added.filter(({ position }) => position > (stored[2] as Message).position)
  expect(stored.slice(3).map(({ id }) => id)).toEqual(
    after.toSorted((one, other) => one.position - other.position).map(({ id }) => id),
  )
  expect(await conversation(user, conversationId)).toMatchObject({ version: 24, messageCount: stored.length })
})

test('of twenty replacements at once the last stands whole', async () => {
  const { id: conversationId } = await conversationWith(user, 'a')
  const results = await twentyTimes((index) =>
    mutate(user, 'replaceMessages', {
      conversationId,
      messages: [0, 1, 2].map((place) => ({ role: 'USER', content: `${index} ${place}` })),
    }),
  )
  expect(results.every(({ conversation }) => conversation.messageCount === 3)).toBe(true)
  const [first] = (await contentsOf(user, conversationId)) as [string]
  const [index] = first.split(' ')
  expect(await contentsOf(user, conversationId)).toEqual([`${index} 0`, `${index} 1`, `${index} 2`])
  expect(await conversation(user, conversationId)).toMatchObject({ version: 22, messageCount: 3 })
})
