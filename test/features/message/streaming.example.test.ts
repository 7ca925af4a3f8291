import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { streamAnswer } from '../../../docs/examples/worker.ts'
import { clientOf } from '../../support/client.ts'
import { testServer } from '../../support/server.ts'
import { createConversation, freshId } from '../fixtures.ts'
import { message } from './fixtures.ts'

const { url } = await testServer()
const ANSWER = ['Once', ' upon', ' a 😀', ' time.']

/** A model that goes on from what it said, and is cut off after so many pieces. */
const model = (pieces: number) =>
  async function* (soFar: string) {
    const rest = ANSWER.slice(ANSWER.findIndex((_, index) => ANSWER.slice(0, index).join('') === soFar))
    yield* rest.slice(0, pieces)
    if (pieces < rest.length) throw new Error('The worker crashed.')
  }

test('the worker of the docs goes on where it was, until the answer is there', async () => {
  const user = await clientOf(url)
  const { id: conversationId } = await createConversation(user)
  const answer = { id: freshId('Message'), conversationId }
  await expect(streamAnswer(user.data, answer, model(2))).rejects.toThrow('crashed')
  expect(await message(user, answer.id)).toMatchObject({ status: 'STREAMING', content: 'Once upon' })
  await expect(streamAnswer(user.data, answer, model(1))).rejects.toThrow('crashed')
  await streamAnswer(user.data, answer, model(4))
  await streamAnswer(user.data, answer, model(4))
  expect(await message(user, answer.id)).toMatchObject({ status: 'COMPLETE', content: ANSWER.join('') })
})

test('the docs show it as it is', async () => {
  const [docs, example] = await Promise.all([
    readFile('docs/streaming.md', 'utf8'),
    readFile('docs/examples/worker.ts', 'utf8'),
  ])
  expect(docs).toContain(`\`\`\`ts\n${example}\`\`\``)
})
