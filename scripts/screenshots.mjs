// The pictures of the chat example in docs/images, of the example itself with its demonstration data.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'

const pictures = [
  {
    name: 'chat-light',
    title: 'Couch to ten pull-ups',
    question: 'I did two today. What comes next?',
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
  },
  {
    name: 'chat-dark-phone',
    title: 'Cannot sleep',
    question: 'And if I wake up anyway?',
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  },
]

const DATA_DIR = await mkdtemp(join(tmpdir(), 'tertulia-'))
const env = { ...process.env, DATA_DIR, PORT: '5199' }
const example = spawn(process.execPath, ['scripts/example.mjs'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
for await (const line of createInterface(example.stdout)) if (line.includes('5199')) break

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const { name, title, question, ...options } of pictures) {
  const page = await browser.newPage(options)
  await page.goto('http://127.0.0.1:5199')
  await page.getByRole('link', { name: title }).first().click()
  await page.getByLabel('Message', { exact: true }).fill(question)
  await page.getByRole('button', { name: 'Send' }).click()
  // In the middle of the answer.
  await page.getByText('open a message').waitFor()
  await page.screenshot({ path: `docs/images/${name}.png` })
  await page.close()
}
await browser.close()

example.kill('SIGINT')
await once(example, 'exit')
await rm(DATA_DIR, { recursive: true })
