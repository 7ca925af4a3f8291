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
          rate(byPeer[name]),
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

/** How many a second were answered; what a server refuses for having too much to do counts as neither fast nor slow. */
const rate = ({ perSecond, refused }) =>
  perSecond.toFixed(0) + (refused > 0 ? ` (${(refused * 100).toFixed(1)} % refused)` : '')

const LISTS = {
  ByActivity: 'conversations by their last message, as in W1',
  ByTitle: 'conversations by title',
  OfSpaces: 'spaces with 10 conversations each',
  Opening: 'messages, as in W2',
  Files: 'files of a conversation',
}

/** The last column tells whether a page of the longest list costs more than one of the shortest. */
function growthTable(growth) {
  const sizes = [...new Set(Object.values(growth).flatMap(Object.keys))].sort((a, b) => a - b)
  const rows = Object.entries(growth).flatMap(([name, bySize]) => {
    const runs = sizes.map((size) => bySize[size])
    const times = (runs.at(-1).p50 / runs[0].p50).toFixed(2)
    return [
      [`${LISTS[name]}: p50 ms`, ...runs.map(({ p50 }) => p50.toFixed(2)), times],
      ['… PostgreSQL CPU ms', ...runs.map(({ postgresCpu }) => postgresCpu.toFixed(2)), ''],
    ]
  })
  return `### A page of a list of so many\n\n${table(['', ...sizes, 'last ÷ first'], rows)}`
}

function processTable(processes) {
  const rows = Object.entries(processes).map(([workload, { 1: one, 2: two }]) => [
    workload,
    rate(one),
    rate(two),
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
