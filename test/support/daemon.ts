import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { vi } from 'vitest'

/** Whether a program is installed here. Where CI installs it, one that is missing is a fault. */
export function isInstalled(program: string, version = '--version'): boolean {
  try {
    execFileSync(program, [version], { stdio: 'ignore' })
    return true
  } catch (cause) {
    if (process.env.CI) throw new Error(`${program} is missing.`, { cause })
    return false
  }
}

/** Runs a program until it is told to stop; settles when it listens. */
export async function startDaemon(
  program: string,
  args: string[],
  port: number,
): Promise<() => Promise<void>> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const exited = once(child, 'exit')
  const failed = new Promise<never>((_, reject) => child.once('error', reject))
  await Promise.race([failed, vi.waitUntil(() => isListening(port), { timeout: 20_000, interval: 50 })])
  return async () => {
    child.kill('SIGTERM')
    await exited
  }
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const tell = (isThere: boolean) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => tell(true)).once('error', () => tell(false))
  })
