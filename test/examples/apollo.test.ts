import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { addMessage, createConversation, done } from '../features/fixtures.ts'
import { lineTo } from '../judges/line.ts'
import { openBrowser, testInBrowser } from '../support/browser.ts'
import { clientOf } from '../support/client.ts'
import { startExample } from './example.ts'

/** The same with Apollo Client, as small as it can be. */

const example = await startExample('apollo')
const user = await clientOf(example.address, 'demo')
const line = await lineTo(example.address)

async function openTabs(address = example.address): Promise<[Page, Page]> {
  const browser = await openBrowser()
  const tabs: [Page, Page] = [await browser.newPage(), await browser.newPage()]
  for (const tab of tabs) await tab.goto(address)
  return tabs
}

const rows = (page: Page) => page.getByRole('navigation').getByRole('button')
const row = (page: Page, title: string) => page.getByRole('button', { name: title, exact: true })
const messages = (page: Page) => page.getByRole('log').getByRole('listitem')

testInBrowser('the sidebar reads on as it is scrolled, and shows what happens', async () => {
  const title = 'The newest of all'
  const [page] = await openTabs()
  const titles = () => rows(page).allTextContents()
  for (const least of [30, 60, 90]) {
    await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(least)
    await rows(page).last().scrollIntoViewIfNeeded()
  }
  const { id } = await createConversation(user, { title })
  await expect.poll(async () => (await titles())[0]).toBe(title)
  await done(user, 'renameConversation', { conversationId: id, title: 'Renamed' })
  await expect.poll(async () => (await titles())[0]).toBe('Renamed')
  await done(user, 'archiveConversation', { conversationId: id })
  await expect.poll(titles).not.toContain('Renamed')
  const { conversations } = await user.data(`{ conversations(first: 90) { nodes { title } } }`)
  const listed = conversations.nodes.map((node: { title: string | null }) => node.title ?? 'Untitled')
  expect((await titles()).slice(0, 90)).toEqual(listed)
})

testInBrowser('an answer streams into both tabs, also after the connection was lost', async () => {
  const title = 'With Apollo Client'
  const { id } = await createConversation(user, {
    title,
    messages: Array.from({ length: 40 }, (_, n) => ({ role: 'ASSISTANT', content: `Message ${n}` })),
  })
  const [here] = await openTabs()
  const [there] = await openTabs(line.url)
  for (const tab of [here, there]) {
    await row(tab, title).click()
    await expect.poll(() => messages(tab).count()).toBe(30)
  }
  await here.getByRole('button', { name: 'Older messages' }).click()
  await expect.poll(() => messages(here).count()).toBe(40)
  expect(await messages(here).first().textContent()).toBe('Message 0')

  await here.getByLabel('Message', { exact: true }).fill('Go on')
  await here.keyboard.press('Enter')
  await there.locator('[data-status=STREAMING]').waitFor()
  line.cut()
  const lengths = new Set<number>()
  const length = async () => ((await messages(here).last().textContent()) ?? '').length
  await expect.poll(async () => lengths.add(await length()).size).toBeGreaterThan(3)
  await here.locator('[data-status=COMPLETE]:last-child').waitFor()
  await addMessage(user, { conversationId: id, role: 'ASSISTANT', content: 'Meanwhile' })
  line.restore()
  for (const tab of [here, there])
    await expect.poll(() => messages(tab).last().textContent()).toBe('Meanwhile')
  const [told, kept] = await Promise.all([here, there].map((tab) => messages(tab).allTextContents()))
  expect(kept).toEqual(told?.slice(10))
})
