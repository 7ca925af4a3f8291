import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const main = 'dist/main.js'

/** The program as people run it: built, in a process of its own. */
export const build = () => execFileSync(process.execPath, ['scripts/build.mjs'])

/** The environment of a test, where nothing of whoever runs it shines through. */
const environment = (variables: Record<string, string>) => ({ PATH: process.env.PATH, ...variables })

interface Outcome {
  /** Of the exit, or the name of the signal that ended it. */
  code: unknown
  stdout: string
  stderr: string
}

export function tertulia(args: string[], variables: Record<string, string> = {}) {
  return new Promise<Outcome>((resolve) => {
    execFile(process.execPath, [main, ...args], { env: environment(variables) }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr })
    })
  })
}

const served: ChildProcess[] = []

/** Ends those that a failed test leaves behind. */
export const killServed = () => {
  for (const child of served.splice(0)) child.kill('SIGKILL')
}

export interface Serving {
  process: ChildProcess
  url: string
  token: string
  /** The environment that it runs with. */
  variables: Record<string, string>
}

/** Starts the server and waits until it says that it accepts requests. */
export async function serve(variables: Record<string, string>): Promise<Serving> {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: environment({ PORT: '0', ...variables }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  served.push(child)
  let [url, token]: (string | undefined)[] = []
  for await (const line of createInterface(child.stdout)) {
    url ??= /http:\S+(?=\/graphql)/.exec(line)?.[0]
    token ??= /Bearer (\S+)/.exec(line)?.[1]
    if (url && token) return { process: child, url, token, variables }
  }
  throw new Error('The server ended before it served.')
}

export async function stop({ process }: Serving, signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
  const exited = once(process, 'exit')
  process.kill(signal)
  const [code] = await exited
  return code
}
