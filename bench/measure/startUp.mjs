import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from '../load/ask.mjs'
import { withServers } from '../peers/start.mjs'
import { residentMemory } from './memory.mjs'
import { medians } from './run.mjs'

const REQUEST = { subject: 'bench-reader-0', body: { query: '{ viewer { name } }' } }

/** Milliseconds from the start of `node` to the first answer that took the database, and MiB held then. */
export async function measureStartUp(product, options, { rounds }) {
  const folder = await mkdtemp(join(tmpdir(), 'tertulia-bench-'))
  const embedded = { ...product, env: { DATA_DIR: folder } }
  const { databaseUrl: _, ...onEmbedded } = options
  try {
    return {
      'a new embedded database': await startOnce(embedded, onEmbedded),
      'the embedded database': await startOften(embedded, onEmbedded, rounds),
      PostgreSQL: await startOften(product, options, rounds),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function startOften(peer, options, rounds) {
  const runs = []
  for (let round = 0; round < rounds; round++) runs.push(await startOnce(peer, options))
  return medians(runs)
}

function startOnce(peer, options) {
  const begin = performance.now()
  return withServers([peer], options, async (server) => {
    await ask(server, REQUEST)
    return { milliseconds: performance.now() - begin, memory: residentMemory(server) }
  })
}
