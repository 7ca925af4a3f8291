import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { afterAll } from 'vitest'
import { isMissing } from '../support/chromium.ts'
import { testFolder } from '../support/folder.ts'
import { SECRET } from '../support/server.ts'

export interface Example {
  /** The one that it prints. */
  address: string
  /** Ends it as Ctrl-C does; its exit code. */
  stop: () => Promise<number | null>
}

/** Starts an example as people do, built and on an embedded database of its own, and waits until it says where it is. */
export async function startExample(name: string): Promise<Example> {
  // Then all that would look at it is skipped.
  if (isMissing) return { address: 'http://127.0.0.1', stop: async () => 0 }
  const { PATH, HOME } = process.env
  const child = spawn(process.execPath, ['scripts/example.mjs', name], {
    env: { PATH, HOME, PORT: await freePort(), DATA_DIR: await testFolder(), AUTH_JWT_SECRET: SECRET },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = async () => {
    if (child.exitCode !== null) return child.exitCode
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    return code
  }
  afterAll(stop)
  for await (const line of createInterface(child.stdout)) {
    const [address] = /http:\S+\d/.exec(stripVTControlCharacters(line)) ?? []
    if (address) return { address, stop }
  }
  throw new Error('The example ended before it served.')
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return String(port)
}
