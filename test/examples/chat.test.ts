import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { plain } from '../features/file/images.ts'
import { addMessage, createConversation, createSpace, done } from '../features/fixtures.ts'
import { lineTo } from '../judges/line.ts'
import { openBrowser, testInBrowser } from '../support/browser.ts'
import { clientOf } from '../support/client.ts'
import { startExample } from './example.ts'

/** The example as people run it, in the browser as people use it. */

const example = await startExample('chat')
const user = await clientOf(example.address, 'demo')
const line = await lineTo(example.address)

/** Two tabs of one browser, which show the same conversation. */
async function openTabs(id = '', options?: BrowserContextOptions): Promise<[Page, Page]> {
  const browser = await openBrowser(options)
  const tabs: [Page, Page] = [await browser.newPage(), await browser.newPage()]
  for (const tab of tabs) await tab.goto(`${example.address}/#/${id}`)
  return tabs
}

async function openTab(id = '', options?: BrowserContextOptions, address = example.address): Promise<Page> {
  const tab = await (await openBrowser(options)).newPage()
  await tab.goto(`${address}/#/${id}`)
  return tab
}

const rows = (page: Page) => page.getByRole('navigation').getByRole('listitem')
const row = (page: Page, title: string) => rows(page).filter({ has: page.getByText(title, { exact: true }) })
const section = (page: Page, heading: string) => page.getByRole('region', { name: heading, exact: true })
const messages = (page: Page) =>
  page
    .getByRole('log')
    .getByRole('listitem')
    .filter({ has: page.locator('.speaker') })

async function choose(page: Page, title: string, action: string) {
  const menu = row(page, title).getByRole('button')
  await menu.focus()
  await menu.press('Enter')
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

async function say(page: Page, text: string) {
  await page.getByLabel('Message', { exact: true }).fill(text)
  await page.keyboard.press('Enter')
}

const isShown = (locator: Locator) => expect.poll(() => locator.count()).toBe(1)
const isGone = (locator: Locator) => expect.poll(() => locator.count()).toBe(0)

testInBrowser('the sidebar reads on as it is scrolled, each conversation once', async () => {
  const page = await openTab()
  await rows(page).first().waitFor()
  // The list may come after the pinned ones, and what was its end is then in its middle.
  const scroll = async () => {
    await rows(page).last().scrollIntoViewIfNeeded()
    return rows(page).count()
  }
  for (const least of [60, 90, 120]) await expect.poll(scroll).toBeGreaterThanOrEqual(least)
  const links = await rows(page)
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')))
  expect(new Set(links).size).toBe(links.length)
  const listed = await user.data(
    `{ conversations(first: 100, filter: { isPinned: false }) { nodes { id } } }`,
  )
  const ids = listed.conversations.nodes.map(({ id }: { id: string }) => `#/${id}`)
  const shown = links.filter((link) => ids.includes(link))
  expect(shown).toEqual(ids.slice(0, shown.length))
})

testInBrowser('what is done in one tab shows in the other: pin, rename, archive, delete', async () => {
  const title = 'A conversation to change'
  const { id } = await createConversation(user, { title })
  const [here, there] = await openTabs()
  await isShown(row(there, title))

  await choose(here, title, 'Pin')
  await isShown(section(there, 'Pinned').getByText(title))
  await choose(here, title, 'Unpin')
  await isGone(section(there, 'Pinned').getByText(title))
  await isShown(row(there, title))

  await choose(here, title, 'Rename…')
  await here.getByLabel('Title').fill('Another name')
  await here.keyboard.press('Enter')
  await isShown(row(there, 'Another name'))

  await choose(here, 'Another name', 'Archive')
  await isGone(row(there, 'Another name'))
  await there.getByRole('button', { name: 'Archive' }).click()
  await isShown(section(there, 'Archive').getByText('Another name'))
  await choose(there, 'Another name', 'Bring back')
  await isShown(row(here, 'Another name'))

  await choose(here, 'Another name', 'Delete…')
  await here.keyboard.press('Escape')
  await isGone(here.getByRole('dialog'))
  expect((await user.data(`{ conversation(id: "${id}") { id } }`)).conversation).toEqual({ id })

  await there.goto(`${example.address}/#/${id}`)
  await there.getByRole('heading', { name: 'Another name' }).waitFor()
  await choose(here, 'Another name', 'Delete…')
  await here.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await isGone(row(here, 'Another name'))
  await isShown(there.getByText('This conversation was deleted.'))
  expect((await user.data(`{ conversation(id: "${id}") { id } }`)).conversation).toBeNull()
})

testInBrowser('conversations are in spaces', async () => {
  const title = 'A conversation to move'
  await createConversation(user, { title })
  const [here, there] = await openTabs()
  await isShown(row(here, title))
  await here.getByRole('button', { name: 'New space' }).click()
  await here.getByLabel('Name').fill('Garden')
  await here.keyboard.press('Enter')
  await isShown(here.getByText('No conversations yet.'))

  await expect.poll(() => there.getByLabel('Space', { exact: true }).textContent()).toContain('Garden')
  await choose(there, title, 'Move…')
  await there.getByLabel('To the space').selectOption('Garden')
  await there.getByRole('button', { name: 'Move', exact: true }).click()
  await isShown(row(here, title))
  expect(await rows(here).count()).toBe(1)

  await createSpace(user, { name: 'Made elsewhere' })
  await expect.poll(() => here.getByLabel('Space', { exact: true }).textContent()).toContain('Made elsewhere')
})

testInBrowser('older messages come without a jump', async () => {
  const { id } = await createConversation(user, {
    title: 'A long one',
    messages: Array.from({ length: 100 }, (_, n) => ({ role: 'USER', content: `Message ${n}` })),
  })
  const page = await openTab(id)
  await page.getByText('Message 99', { exact: true }).waitFor()
  const scroller = page.locator('.history-scroll')
  const distanceFromEnd = () =>
    scroller.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
  await expect.poll(distanceFromEnd).toBeLessThan(2)

  // Slow enough that the page has come to rest when they come.
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('OlderMessages')) await pause(300)
    await route.continue()
  })
  await scroller.evaluate(recordJumps)
  for (const least of [60, 90, 100]) {
    await scroller.evaluate((box) => box.scrollTo(0, 0))
    await expect.poll(() => messages(page).count()).toBeGreaterThanOrEqual(least)
  }
  const jumps = await page.evaluate(() => (window as never as { jumps: number[] }).jumps)
  expect(jumps.length).toBeGreaterThanOrEqual(2)
  expect(Math.max(...jumps)).toBeLessThan(2)
  expect(await messages(page).first().textContent()).toContain('Message 0')
})

/** Runs in the page. Notes, whenever older messages were put in, by how much the one that was first has moved. */
function recordJumps(box: Element) {
  const list = box.querySelector('ol') as Element
  const jumps: number[] = []
  Object.assign(window, { jumps })
  let [first, top] = [list.firstElementChild, 0]
  const topOf = (element: Element | null) => element?.getBoundingClientRect().top ?? 0
  const look = () => {
    ;[first, top] = [list.firstElementChild, topOf(list.firstElementChild)]
    requestAnimationFrame(look)
  }
  look()
  new MutationObserver(() => {
    if (list.firstElementChild !== first) jumps.push(Math.abs(topOf(first) - top))
  }).observe(list, { childList: true })
}

testInBrowser('an answer streams into both tabs, and can be stopped', async () => {
  const [here, there] = await openTabs()
  await here.getByRole('navigation').getByRole('button', { name: 'New conversation' }).click()
  await say(here, 'What are you?')
  await there.goto(here.url())
  for (const tab of [here, there]) {
    const answer = messages(tab).nth(1)
    const lengths = new Set<number>()
    await expect
      .poll(async () => lengths.add(((await answer.textContent()) ?? '').length).size)
      .toBeGreaterThan(3)
    expect(await tab.getByRole('log').getAttribute('aria-busy')).toBe('true')
  }
  for (const tab of [here, there]) {
    await isShown(tab.locator('[data-role=ASSISTANT][data-status=COMPLETE]'))
    expect(await tab.getByRole('log').getAttribute('aria-busy')).toBe('false')
    expect(await messages(tab).nth(1).textContent()).toContain('You wrote “What are you?”')
    await isShown(row(tab, 'What are you?'))
  }

  await say(there, 'Go on.')
  await here.getByRole('button', { name: 'Stop the answer' }).click()
  await isShown(there.getByText('Stopped.'))
})

testInBrowser('what is written before the conversation is read goes there all the same', async () => {
  const { id } = await createConversation(user, {
    title: 'Slow',
    messages: [{ role: 'ASSISTANT', content: 'First' }],
  })
  const page = await (await openBrowser()).newPage()
  let read = () => {}
  const isAwaited = new Promise<void>((resolve) => {
    read = resolve
  })
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('query Conversation(')) await isAwaited
    await route.continue()
  })
  await page.goto(`${example.address}/#/${id}`)
  await say(page, 'Second')
  const said = async () =>
    (await user.data(`{ conversation(id: "${id}") { messages(first: 2) { nodes { content } } } }`))
      .conversation.messages.nodes
  await expect.poll(said).toEqual([{ content: 'First' }, { content: 'Second' }])
  read()
  await isShown(page.getByText('First', { exact: true }))
  await isShown(page.getByText('Second', { exact: true }))
})

testInBrowser('a file that is dropped gets a thumbnail', async () => {
  const { id } = await createConversation(user, { title: 'Pictures' })
  const [here, there] = await openTabs(id)
  await here.getByRole('heading', { name: 'Pictures' }).waitFor()
  const bytes = (await plain(1024, 768).png().toBuffer()).toString('base64')
  const data = await here.evaluateHandle(filesToDrop, bytes)
  await here.locator('.pane').dispatchEvent('dragenter', { dataTransfer: data })
  await isShown(here.getByText('Drop files to attach them'))
  await here.locator('.pane').dispatchEvent('drop', { dataTransfer: data })
  await isShown(here.getByRole('list', { name: 'Attached files' }).getByText('sunset.png'))
  await expect.poll(() => here.getByRole('button', { name: 'Send' }).isEnabled()).toBe(true)
  await here.getByLabel('Message', { exact: true }).press('Enter')

  for (const tab of [here, there]) {
    const picture = tab.getByRole('img', { name: 'sunset.png' })
    await isShown(picture)
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512)
  }
})

/** Runs in the page. */
function filesToDrop(base64: string) {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], 'sunset.png', { type: 'image/png' }))
  return data
}

testInBrowser(
  'what is written without a connection is kept, and nothing that happened meanwhile is lost',
  async () => {
    const { id } = await createConversation(user, { title: 'Before' })
    await addMessage(user, { conversationId: id, role: 'ASSISTANT', content: 'First' })
    const page = await openTab(id, {}, line.url)
    await isShown(page.getByText('First', { exact: true }))
    await isShown(row(page, 'Before'))

    line.cut()
    await isShown(page.getByText('Offline.'))
    await say(page, 'Second')
    await say(page, 'Third')
    await choose(page, 'Before', 'Pin')
    await expect.poll(() => page.getByText('Waiting for the connection').count()).toBe(2)
    await isShown(section(page, 'Pinned').getByText('Before'))
    await addMessage(user, { conversationId: id, role: 'ASSISTANT', content: 'Meanwhile' })
    await done(user, 'renameConversation', { conversationId: id, title: 'After' })
    // Not only in memory.
    const kept = await page.evaluate(() => Object.values(localStorage).join())
    expect(kept).toContain('Third')

    line.restore()
    await isGone(page.getByText('Offline.'))
    await isGone(page.locator('[data-status=PENDING]'))
    await page.getByRole('heading', { name: 'After' }).waitFor()
    await isShown(section(page, 'Pinned').getByText('After'))
    const read = () =>
      user.data(
        `{ conversation(id: "${id}") { isPinned messages(last: 100) { nodes { id role content } } } }`,
      )
    // The page shows it before it is sent.
    await expect.poll(async () => (await read()).conversation.isPinned).toBe(true)
    const { conversation } = await read()
    const said = conversation.messages.nodes.filter(({ content }: { content: string }) =>
      /^(First|Second|Third|Meanwhile)$/.test(content),
    )
    expect(said.map(({ content }: { content: string }) => content)).toEqual([
      'First',
      'Meanwhile',
      'Second',
      'Third',
    ])
    const shownIds = () =>
      messages(page).evaluateAll((all) => all.map((message) => message.getAttribute('data-id')))
    await expect.poll(shownIds).toEqual(expect.arrayContaining(said.map(({ id }: { id: string }) => id)))
  },
)

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is wrong for those who cannot see or use a mouse. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (window as never as { axe: typeof import('axe-core') }).axe.run()
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
  })
}

const looks = [
  ['a desktop', 'light', 1280, 800],
  ['a phone', 'dark', 390, 844],
] as const

for (const [device, colorScheme, width, height] of looks)
  testInBrowser(`on ${device}, ${colorScheme}, it is accessible and fits`, async () => {
    const { id } = await createConversation(user, {
      title: `A look at ${device}, ${colorScheme}`,
      isPinned: true,
      messages: [
        { role: 'USER', content: 'Which?' },
        {
          role: 'ASSISTANT',
          parts: [
            { reasoning: { text: 'Hm.' } },
            { text: { text: '# This\n\n`one`:\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |' } },
            { source: { url: 'https://example.org/', title: 'Where it says so' } },
          ],
        },
      ],
    })
    const page = await openTab('', { colorScheme, viewport: { width, height } })
    await rows(page).first().waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.locator(`a[href="#/${id}"]`).click()
    await page.getByText('Where it says so').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Options for this conversation' }).click()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await faultsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })

testInBrowser('everything can be done by keyboard', async () => {
  const title = 'By keyboard'
  await createConversation(user, { title, messages: [{ role: 'ASSISTANT', content: 'Hello' }] })
  const page = await openTab()
  await isShown(row(page, title))
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    )

  await row(page, title).getByRole('link').focus()
  await page.keyboard.press('ArrowDown')
  expect(await focused()).not.toBe(title)
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe(title)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: title }).waitFor()
  await expect.poll(focused).toBe('Message')

  await row(page, title).getByRole('link').focus()
  await page.keyboard.press('Tab')
  expect(await focused()).toBe(`Options for “${title}”`)
  await page.keyboard.press('Enter')
  await expect.poll(focused).toBe('Pin')
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toBe('Rename…')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await isGone(page.getByRole('dialog'))
  expect(await focused()).toBe(`Options for “${title}”`)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await isGone(page.getByRole('menu'))
  expect(await focused()).toBe(`Options for “${title}”`)
})

testInBrowser('the signal to stop ends all of it', async () => {
  expect(await example.stop()).toBe(0)
  await expect(fetch(example.address)).rejects.toThrow()
})
