// Measures the product beside its peers, as options.mjs says; README.md says how to read what it prints.
import pg from 'pg'
import { checkAnswers } from './check/answers.mjs'
import { dropData, openData } from './data/database.mjs'
import { readGrowing, readSubjects } from './data/subjects.mjs'
import { openGenerator } from './load/generator.mjs'
import { secret } from './load/token.mjs'
import { measureGrowth } from './measure/growth.mjs'
import { describeMachine } from './measure/machine.mjs'
import { measurePeers } from './measure/peers.mjs'
import { measureProcesses } from './measure/processes.mjs'
import { sizes } from './measure/size.mjs'
import { measureStartUp } from './measure/startUp.mjs'
import { statementsPerRequest } from './measure/statements.mjs'
import { readOptions } from './options.mjs'
import { peers } from './peers/index.mjs'
import { withServers } from './peers/start.mjs'
import { writeReport } from './report/write.mjs'
import { workloads } from './workloads/index.mjs'

const [product] = peers
const progress = (line) => console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)

// Its servers end with it, also when it is told to stop.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const options = readOptions()
if (options) {
  progress('filling the database')
  const databaseUrl = await openData(options.serverUrl, options.data)
  const database = new pg.Client(databaseUrl)
  await database.connect()
  const generator = openGenerator()
  try {
    console.log(
      await writeReport(await measureAll({ generator, database }, { databaseUrl, secret }), options),
    )
  } finally {
    generator.close()
    await database.end()
    if (options.drop) await dropData(options.serverUrl, databaseUrl)
  }
}

/** Everything that was asked for: a part that was not is left out. */
async function measureAll(tools, serverOptions) {
  const { parts } = options
  const subjects = await readSubjects(tools.database)
  return {
    date: new Date().toISOString(),
    machine: await describeMachine(tools.database),
    data: options.data,
    runs: { rounds: options.rounds, seconds: options.milliseconds / 1000 },
    peers: parts.has('peers') ? await comparePeers(tools, serverOptions, subjects) : undefined,
    growth: parts.has('growth')
      ? await withServers([product], serverOptions, async (server) =>
          measureGrowth(tools, server, options, await readGrowing(tools.database), progress),
        )
      : undefined,
    processes: parts.has('processes')
      ? await withServers([product, product], serverOptions, (...servers) =>
          measureProcesses(tools, servers, workloads, options, subjects, progress),
        )
      : undefined,
    start: parts.has('start')
      ? { starts: await measureStartUp(product, serverOptions, options), sizes: sizes() }
      : undefined,
  }
}

async function comparePeers(tools, serverOptions, subjects) {
  const statements = {}
  const counted = options.workloads.filter((workload) => workloads.includes(workload))
  for (const peer of options.peers) {
    progress(`counting the statements of ${peer.title}`)
    statements[peer.name] = await statementsPerRequest(peer, serverOptions, counted, subjects)
  }
  return withServers(options.peers, serverOptions, async (...servers) => {
    progress('comparing the answers')
    await checkAnswers(servers, subjects, tools.database)
    const measured = await measurePeers(tools, servers, options.workloads, options, subjects, progress)
    const titles = Object.fromEntries(options.peers.map(({ name, title }) => [name, title]))
    const titlesOfWorkloads = Object.fromEntries(options.workloads.map(({ key, title }) => [key, title]))
    return { titles, workloads: titlesOfWorkloads, statements, ...measured }
  })
}
