import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { bearer, post, testServer } from './support/server.ts'

const readme = await readFile('README.md', 'utf8')
const requests = [...readme.matchAll(/<<'JSON'\n(.+?)\nJSON/gs)].map(([, json = '']) => JSON.parse(json))

test('what the README has its readers try works, in its order', async () => {
  const { url } = await testServer()
  const headers = await bearer('demo')
  const [created, listed] = [await post(url, requests[0], headers), await post(url, requests[1], headers)]
  expect(created.body.data.createConversation.conversation.title).toBe('Hello')
  expect(listed.body.data.conversations.nodes).toEqual([
    { title: 'Hello', lastMessage: { role: 'USER', content: 'Is anybody there?' } },
  ])
})
