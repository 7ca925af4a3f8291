import { expect, test } from 'vitest'
import { createConversation, done } from '../features/fixtures.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { allNodes } from './allNodes.ts'

const { url } = await testServer()

/** The order that is to come: by case-folded text, byte by byte, and by id within a group. */
const groups = [
  ['1 first'],
  ['apple', 'Apple', 'ＡＰＰＬＥ'],
  ['STRASSE', 'straße', 'STRAẞE'],
  ['zebra'],
  ['Äpfel', 'ÄPFEL', 'a\u0308pfel'],
  ['éclair', 'ÉCLAIR'],
  ['שלום'],
  ['日本'],
  ['\uFFFD'],
  ['😀'],
]
const untitled = [null, null]

const BY_TITLE = `query ($direction: OrderDirection!, $after: String) {
  conversations(first: 4, after: $after, orderBy: { field: TITLE, direction: $direction }) {
    nodes { title }
    pageInfo { hasNextPage endCursor }
  }
}`

async function titlesOf(user: Client, direction: 'ASC' | 'DESC') {
  const nodes = await allNodes<{ title: string | null }>(
    user,
    BY_TITLE,
    { direction },
    (data) => data.conversations,
  )
  return nodes.map(({ title }) => title)
}

test('titles that differ in case alone stand together, in the same order on every database', async () => {
  const user = await clientOf(url)
  const all = [...groups.flat(), ...untitled]
  const shuffled = all.map((_, i) => all[(i * 7) % all.length] as string | null)
  for (const title of shuffled) await createConversation(user, { title })
  const asMade = groups.map((group) => shuffled.filter((title) => group.includes(title ?? '')))
  expect(await titlesOf(user, 'ASC')).toEqual([...asMade.flat(), ...untitled])
  expect(await titlesOf(user, 'DESC')).toEqual([...asMade.flat().reverse(), ...untitled])
})

test('a new title takes its new place', async () => {
  const user = await clientOf(url)
  const { id } = await createConversation(user)
  await createConversation(user, { title: 'M' })
  const rename = (title: string) => done(user, 'renameConversation', { conversationId: id, title })
  await rename('a')
  expect(await titlesOf(user, 'ASC')).toEqual(['a', 'M'])
  await rename('Z')
  expect(await titlesOf(user, 'ASC')).toEqual(['M', 'Z'])
})
