import { setTimeout } from 'node:timers/promises'
import { cpuWatch } from './cpu.mjs'

// Prisma and pg close what they need no more, JavaScript engines compile: let the one before come to rest.
const PAUSE_MS = 150

/** One run of a load against one or more processes of a server: how fast it was, and what each unit of it cost. */
export async function measure({ generator, database }, servers, load) {
  await setTimeout(PAUSE_MS)
  const cpuSince = await cpuWatch(servers, database)
  const { count, refused, perSecond, p50, p99, cpu } = await generator.run({
    urls: servers.map(({ url }) => url),
    ...load,
  })
  const taken = await cpuSince()
  if (count === 0) throw new Error(`${servers[0].title} answered none of ${refused} requests`)
  return {
    perSecond,
    p50,
    p99,
    serverCpu: taken.server / count,
    postgresCpu: taken.postgres / count,
    generatorCpu: cpu / count,
    refused: refused / (count + refused),
  }
}

/** The median of each figure of several runs. */
export function medians(runs) {
  const names = Object.keys(runs[0])
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))]))
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}
