import { parseArgs } from 'node:util'
import { peers } from './peers/index.mjs'
import { workloads } from './workloads/index.mjs'
import { watch } from './workloads/watch/requests.mjs'

const HELP = `Measures Tertulia beside other ways to serve the same data.

  DATABASE_URL=postgresql://… npm --prefix bench start -- [options]

  --users <n>         how many users read, with a thousand conversations each on average (200)
  --growth <n>        the longest list whose pages are measured (100000)
  --rounds <n>        how often each is measured (3)
  --seconds <n>       for how long (2)
  --connections <n,…> over how many connections at once (1,16,64)
  --peers <name,…>    who is measured (${peers.map(({ name }) => name).join(',')})
  --workloads <W1,…>  and with what (${[...workloads, watch].map(({ key }) => key).join(',')})
  --parts <name,…>    which tables are made (peers,growth,processes,start)
  --output <path>     where to write them: path.json, path.md and path.svg (results/latest)
  --drop              remove the data afterwards; it is kept, as the next run needs it
`

const PARTS = ['peers', 'growth', 'processes', 'start']

/** What this run is to do, from the command line; null where that only asks for help. */
export function readOptions() {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      users: { type: 'string', default: '200' },
      growth: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      connections: { type: 'string', default: '1,16,64' },
      peers: { type: 'string' },
      workloads: { type: 'string' },
      parts: { type: 'string', default: PARTS.join() },
      output: { type: 'string', default: 'results/latest' },
      drop: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(HELP)
    return null
  }
  if (!process.env.DATABASE_URL) throw new Error('DATABASE_URL: must be set')
  return {
    serverUrl: process.env.DATABASE_URL,
    data: { users: whole('users', values.users), growth: whole('growth', values.growth) },
    rounds: whole('rounds', values.rounds),
    milliseconds: Number(values.seconds) * 1000,
    connections: values.connections.split(',').map((count) => whole('connections', count)),
    peers: chosen('peers', values.peers, peers, 'name'),
    workloads: chosen('workloads', values.workloads, [...workloads, watch], 'key'),
    parts: new Set(values.parts.split(',')),
    output: values.output,
    drop: values.drop,
  }
}

function whole(name, text) {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: must be a whole number above 0`)
  return value
}

function chosen(option, text, all, key) {
  if (text === undefined) return all
  const names = text.split(',')
  const unknown = names.find((name) => !all.some((one) => one[key] === name))
  if (unknown !== undefined) throw new Error(`--${option}: there is no ${unknown}`)
  return all.filter((one) => names.includes(one[key]))
}
