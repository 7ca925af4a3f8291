import { goalTable } from './goals.mjs'
import { table } from './table.mjs'

/** All that was measured, as Markdown. */
export function tablesOf({ date, machine, data, runs, peers, growth, processes, start }) {
  const sections = [
    `Measured on ${date.slice(0, 10)} on ${machine}, with the data of ${data.users} users; ` +
      `medians of ${runs.rounds} runs of ${runs.seconds} s each.`,
    ...(peers ? peerTables(peers) : []),
    ...(growth ? [growthTable(growth)] : []),
    ...(processes ? [processTable(processes)] : []),
    ...(start ? [startTable(start)] : []),
  ]
  return `${sections.join('\n\n')}\n`
}

function peerTables({ titles, workloads, statements, results, memory }) {
  const names = Object.keys(titles)
  const [product] = names
  const per = Object.entries(results).flatMap(([workload, byConnections]) =>
    Object.entries(byConnections).map(([connections, byPeer]) => {
      const rows = names.map((name) => {
        const { perSecond, p50, p99, serverCpu, postgresCpu, generatorCpu } = byPeer[name]
        return [
          titles[name],
          perSecond.toFixed(0),
          (byPeer[product].perSecond / perSecond).toFixed(2),
          p50.toFixed(2),
          p99.toFixed(2),
          serverCpu.toFixed(3),
          postgresCpu.toFixed(3),
          generatorCpu.toFixed(3),
          statements[name][workload]?.toFixed(1) ?? '',
        ]
      })
      const head = [
        '',
        'a second',
        'ours ÷ its',
        'p50 ms',
        'p99 ms',
        'server CPU ms',
        'PostgreSQL CPU ms',
        'client CPU ms',
        'statements',
      ]
      const [kind, unit] = workload === 'W6' ? ['sockets', 'delivery'] : ['connections', 'request']
      const title = `${workload}, ${workloads[workload]}`
      return `### ${title}\n\n${connections} ${kind}; CPU time and statements per ${unit}.\n\n${table(head, rows)}`
    }),
  )
  const memoryRows = names.map((name) => [
    titles[name],
    memory.atRest[name].toFixed(0),
    memory.afterwards[name].toFixed(0),
  ])
  return [
    `### Goals\n\n${goalTable({ titles, results })}`,
    ...per,
    `### Memory\n\n${table(['', 'MiB at rest', 'MiB after the benchmark'], memoryRows)}`,
  ]
}

function growthTable(growth) {
  const sizes = [...new Set(Object.values(growth).flatMap(Object.keys))].sort((a, b) => a - b)
  const rows = Object.entries(growth).flatMap(([name, bySize]) =>
    ['p50', 'postgresCpu'].map((figure) => [
      `${name}, ${figure === 'p50' ? 'p50 ms' : 'PostgreSQL CPU ms'}`,
      ...sizes.map((size) => bySize[size]?.[figure].toFixed(2) ?? ''),
    ]),
  )
  return `### A page of a list of so many\n\n${table(['', ...sizes], rows)}`
}

function processTable(processes) {
  const rows = Object.entries(processes).map(([workload, { 1: one, 2: two }]) => [
    workload,
    one.perSecond.toFixed(0),
    two.perSecond.toFixed(0),
    (two.perSecond / one.perSecond).toFixed(2),
  ])
  return `### Processes\n\n${table(['', 'one, a second', 'two, a second', 'ratio'], rows)}`
}

function startTable({ starts, sizes }) {
  const rows = Object.entries(starts).map(([on, { milliseconds, memory }]) => [
    on,
    milliseconds.toFixed(0),
    memory.toFixed(0),
  ])
  const size = `On disk: ${sizes.dist.toFixed(1)} MiB built, ${sizes.dependencies.toFixed(0)} MiB of packages.`
  return `### Start\n\n${table(['on', 'ms to the first answer', 'MiB then'], rows)}\n\n${size}`
}
