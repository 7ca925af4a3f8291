import { watch } from '../workloads/watch/requests.mjs'
import { residentMemory } from './memory.mjs'
import { measure, medians } from './run.mjs'

const WARM_UP = { connections: 16, milliseconds: 3_000 }

/**
 * All workloads against all peers, at each number of connections, interleaved over several rounds: what else happens on
 * the machine then falls on all of them alike. Answers with medians, `results[workload][connections][peer]`.
 */
export async function measurePeers(tools, servers, workloads, options, subjects, progress) {
  const memoryOfAll = () => Object.fromEntries(servers.map((server) => [server.name, residentMemory(server)]))
  const atRest = memoryOfAll()
  const cells = await cellsOf(servers, workloads, options, subjects)
  progress('warming up')
  for (const { server, load, isFirst } of cells)
    if (isFirst && load.requests) await measure(tools, [server], { ...load, ...WARM_UP })
  for (let round = 0; round < options.rounds; round++)
    for (const { workload, server, at, load, runs } of inTurn(cells, servers, round)) {
      runs.push(await measure(tools, [server], load))
      progress(`${workload.key} at ${at}: ${server.name} ${Math.round(runs.at(-1).perSecond)}`)
    }
  const results = {}
  for (const { workload, at, server, runs } of cells) {
    results[workload.key] ??= {}
    results[workload.key][at] ??= {}
    results[workload.key][at][server.name] = medians(runs)
  }
  return { results, memory: { atRest, afterwards: memoryOfAll() } }
}

/** One for each figure of the tables, those that are to be compared next to each other. */
async function cellsOf(servers, workloads, { connections, milliseconds }, subjects) {
  const cells = []
  for (const workload of workloads) {
    const loads = []
    for (const server of servers) loads.push(await workload.requests(server, subjects))
    for (const at of workload === watch ? [watch.sockets] : connections)
      for (const [index, server] of servers.entries()) {
        const load =
          workload === watch
            ? { kind: 'sockets', sockets: at, milliseconds, ...loads[index] }
            : { requests: loads[index], connections: at, milliseconds }
        cells.push({ workload, server, at, load, isFirst: at === connections[0], runs: [] })
      }
  }
  return cells
}

/** Each round begins with another server. */
function inTurn(cells, servers, round) {
  const turned = []
  for (let start = 0; start < cells.length; start += servers.length) {
    const group = cells.slice(start, start + servers.length)
    const first = round % servers.length
    turned.push(...group.slice(first), ...group.slice(0, first))
  }
  return turned
}
