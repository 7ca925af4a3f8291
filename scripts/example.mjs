// Serves one of the examples: the server on an embedded database, the app, and the worker that answers in it.
import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import './build.mjs'
import './examples.mjs'

const [app = 'chat'] = process.argv.slice(2)
const { PORT = '5173' } = process.env
const address = `http://127.0.0.1:${PORT}`

const main = 'dist/main.js'
const TOKEN = execFileSync(process.execPath, [main, 'token', '--user', 'demo'], { encoding: 'utf8' }).trim()

const children = new Set()

/** Starts a process that ends with us, and we with it. */
function start(args, { cwd, ...env }, stdout = 'inherit') {
  const stdio = ['ignore', stdout, 'inherit']
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio })
  children.add(child)
  child.once('exit', (code) => {
    children.delete(child)
    if (!isStopping) process.exitCode = code ?? 1
    stop()
  })
  return child
}

let isStopping = false

function stop() {
  isStopping = true
  for (const child of children) child.kill()
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop)

// npm starts us through a shell that does not pass on the signal to stop: that it is gone has to tell us.
const shell = process.ppid
setInterval(() => process.ppid !== shell && stop(), 200).unref()

const server = start(
  [main, 'serve', '--demo'],
  { PORT: '0', AUTH_COOKIE: 'session', PUBLIC_URL: address },
  'pipe',
)
for await (const line of createInterface(server.stdout)) {
  const TERTULIA_URL = /http:\S+(?=\/graphql)/.exec(line)?.[0]
  if (!TERTULIA_URL) continue
  start(['dist/assistant/main.js'], { TERTULIA_URL, TOKEN, cwd: 'examples' })
  const vite = ['node_modules/vite/bin/vite.js', 'preview', app, '--config', 'vite.config.ts']
  start([...vite, '--outDir', `../dist/${app}`], { TERTULIA_URL, TOKEN, PORT, cwd: 'examples' })
  break
}
