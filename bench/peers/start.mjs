import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { idOf } from './ids.mjs'

/** Has `work` done with a server for each of these peers, and stops them whatever comes of it. */
export async function withServers(peers, options, work) {
  const servers = []
  try {
    for (const peer of peers) servers.push(await start(peer, options))
    return await work(...servers)
  } finally {
    for (const server of servers) await server.stop()
  }
}

/** Starts a peer on a database, in production, with as little logging as it has, and waits until it listens. */
async function start({ node, args, env, ...peer }, { databaseUrl, secret }) {
  const child = spawn(node?.() ?? process.execPath, args, {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      GRAPHILE_ENV: 'production',
      LOG_LEVEL: 'warn',
      PORT: '0',
      PGAPPNAME: peer.applicationName,
      AUTH_JWT_SECRET: secret,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  const url = await new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const [found] = /http:\S+\/graphql/.exec(line) ?? []
      if (found) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`${peer.title} ended with ${code} before it listened`)))
  })
  return {
    ...peer,
    url,
    pid: child.pid,
    idOf: idOf(peer),
    async stop() {
      process.removeListener('exit', end)
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const impatient = setTimeout(end, 5_000)
      await ended
      clearTimeout(impatient)
    },
  }
}
