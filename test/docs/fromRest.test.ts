import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createConversation, createSpace } from '../features/fixtures.ts'
import { importing, kept } from '../import/importing.ts'
import { type Client, clientOf } from '../support/client.ts'
import { testServer } from '../support/server.ts'
import { inventory } from './inventory.ts'
import { asShown, operationsOf, pageOf, rowsOf } from './page.ts'

/** The pages say what happens: their operations are run, on what a client of each API has kept. */

const { url, database } = await testServer()
const pages = Object.keys(inventory)

/** What the client of the page's API has kept, imported into nothing. */
async function freshly(page: string): Promise<Client> {
  await database.prisma.user.deleteMany()
  const user = await clientOf(url)
  const messages = page === 'archive' ? [kept('archive.messages')] : []
  const { problems } = await importing(database, user.name, kept(page), ...messages)
  expect(problems).toEqual([])
  return user
}

/** The variables, with ids in the place of what the page says they are. */
async function withIds(user: Client, variables: object): Promise<object> {
  const json = JSON.stringify(variables)
  if (!json.includes('<id of ')) return variables
  const { id: spaceId } = await createSpace(user, { externalId: 'space_123' })
  const { id } = await createConversation(user, { externalId: 'conv_123' })
  return JSON.parse(json.replace('<id of space_123>', spaceId).replace('<id of conv_123>', id))
}

describe.each(pages)('%s', (page) => {
  const text = pageOf(page)
  const operations = operationsOf(text)

  test('has a row for every field and parameter, and for nothing else', () => {
    const named = Object.entries(inventory[page] ?? {}).map(([heading, names]) => [
      heading,
      names.split(', ').sort(),
    ])
    const rows = Object.entries(rowsOf(text)).map(([heading, names]) => [heading, names.sort()])
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(named))
  })

  test('has an answer for each operation, and nothing else that looks like one', () => {
    expect(operations.length).toBe(text.match(/^```graphql$/gm)?.length)
    expect(operations.length * 2 + (text.match(/^```json variables$/gm)?.length ?? 0)).toBe(
      (text.match(/^```/gm)?.length ?? 0) / 2,
    )
    expect(operations.filter(({ answer }) => answer === null)).toEqual([])
  })

  test.each(operations)('operation %# is answered as it says', async (operation) => {
    const user = await freshly(page)
    const data = await user.data(operation.query, await withIds(user, operation.variables))
    expect(data).toEqual(asShown(operation.answer))
  })
})

test('the index leads to each page, and there are no others', () => {
  const index = readFileSync('docs/from-rest.md', 'utf8')
  for (const page of pages) expect(index).toContain(`(from-rest/${page}.md)`)
  expect(readdirSync('docs/from-rest').sort()).toEqual(pages.map((page) => `${page}.md`).sort())
})
