import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, onTestFinished, test } from 'vitest'
import { executablePath, isMissing } from './chromium.ts'

if (isMissing && process.env.CI)
  throw new Error(`${executablePath} is missing: install the package "chromium".`)

export const testInBrowser = test.skipIf(isMissing)

/** A browser of the test's own, as somebody has it whose tabs share their cookies and what pages keep. */
export async function openBrowser(options?: BrowserContextOptions): Promise<BrowserContext> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  onTestFinished(() => browser.close())
  return browser.newContext(options)
}

export const openPage = async (): Promise<Page> => (await openBrowser()).newPage()

/** An empty page of an origin of its own; its address. */
export async function serveEmptyPage(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>A page</title>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
