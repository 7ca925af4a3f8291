import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { ask } from '../load/ask.mjs'
import { withServers } from '../peers/start.mjs'

const [QUERY, EXECUTE] = [...'QE'].map((letter) => letter.charCodeAt(0))
const SAMPLES = 20

/** How many statements a peer sends to PostgreSQL for a request of each workload, BEGIN and COMMIT among them. */
export async function statementsPerRequest(peer, options, workloads, subjects) {
  const proxy = await openProxy(options.databaseUrl)
  try {
    return await withServers([peer], { ...options, databaseUrl: proxy.url }, async (server) => {
      const perRequest = {}
      for (const { key, requests } of workloads) {
        const samples = (await requests(server, subjects)).slice(0, SAMPLES)
        const sendAll = async () => {
          for (const sample of samples) await ask(server, sample)
        }
        // Users are looked up once.
        await sendAll()
        const before = proxy.statements()
        await sendAll()
        perRequest[key] = (proxy.statements() - before) / samples.length
      }
      return perRequest
    })
  } finally {
    proxy.close()
  }
}

/** Stands between a server and PostgreSQL and counts what is asked to be executed, whatever driver asks. */
async function openProxy(databaseUrl) {
  const target = new URL(databaseUrl)
  let count = 0
  const proxy = createServer((client) => {
    const server = connect(Number(target.port || 5432), target.hostname)
    client.on(
      'data',
      countingReader(() => count++),
    )
    client.pipe(server).pipe(client)
    client.on('error', () => server.destroy())
    server.on('error', () => client.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return {
    url: Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${proxy.address().port}` }).href,
    statements: () => count,
    close: () => void proxy.close(),
  }
}

/** Reads the messages of a PostgreSQL client: each a letter and a length, but for the first, which has no letter. */
function countingReader(onStatement) {
  let rest = Buffer.alloc(0)
  let hasStarted = false
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const letter = hasStarted ? 1 : 0
      if (rest.length < letter + 4) return
      const length = letter + rest.readInt32BE(letter)
      if (rest.length < length) return
      if (hasStarted && (rest[0] === QUERY || rest[0] === EXECUTE)) onStatement()
      hasStarted = true
      rest = rest.subarray(length)
    }
  }
}
