import { measure, medians } from './run.mjs'

const CONNECTIONS = 64

/** One process of the product against two that share the work: `results[workload][1 or 2]`. */
export async function measureProcesses(
  tools,
  servers,
  workloads,
  { rounds, milliseconds },
  subjects,
  progress,
) {
  const results = {}
  for (const workload of workloads) {
    const requests = await workload.requests(servers[0], subjects)
    const runs = { 1: [], 2: [] }
    for (let round = 0; round <= rounds; round++)
      for (const count of [1, 2]) {
        const load = { requests, connections: CONNECTIONS, milliseconds }
        const run = await measure(tools, servers.slice(0, count), load)
        // The first round warms up.
        if (round > 0) runs[count].push(run)
      }
    results[workload.key] = { 1: medians(runs[1]), 2: medians(runs[2]) }
    const [one, two] = [1, 2].map((count) => results[workload.key][count].perSecond)
    progress(`${workload.key}: ${(two / one).toFixed(2)} times as much with two processes`)
  }
  return results
}
