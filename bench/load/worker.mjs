// The generator of load, in a process of its own: what it takes of the machine can then be told from the rest.
import { loadSockets } from './fanOut.mjs'
import { loadHttp } from './http.mjs'

process.on('message', async ({ kind, ...job }) => {
  const before = process.cpuUsage()
  try {
    const { latencies, refused = 0, seconds } = await (kind === 'sockets' ? loadSockets : loadHttp)(job)
    const { user, system } = process.cpuUsage(before)
    process.send({
      count: latencies.count,
      refused,
      perSecond: latencies.count / seconds,
      p50: latencies.percentile(50) / 1000,
      p99: latencies.percentile(99) / 1000,
      cpu: (user + system) / 1000,
    })
  } catch (error) {
    process.send({ error: error.stack })
  }
})
