import { table } from './table.mjs'

/** How many times as much as a peer the product is to do at least, by the peer's name, and what it aims at beyond. */
const GOALS = {
  limit: { goal: 0.75 },
  postgraphile: { goal: 1, aim: 2 },
  mercurius: { goal: 1, aim: 2 },
  apollo: { goal: 4 },
}

/** How far the goals were reached: how many times as much as each peer the product did. */
export function goalTable({ titles, results }) {
  const [product] = Object.keys(titles)
  const names = Object.keys(GOALS).filter((name) => name in titles)
  const rows = Object.entries(results).flatMap(([workload, byConnections]) =>
    Object.entries(byConnections).map(([connections, byPeer]) => [
      `${workload} at ${connections}`,
      ...names.map((name) => {
        const ratio = byPeer[product].perSecond / byPeer[name].perSecond
        return `${ratio < GOALS[name].goal ? 'missed ' : ''}${ratio.toFixed(2)}`
      }),
    ]),
  )
  return table(
    [`${titles[product]} to`, ...names.map((name) => titles[name])],
    [
      ['the goal: at least', ...names.map((name) => GOALS[name].goal.toFixed(2))],
      ['better', ...names.map((name) => GOALS[name].aim?.toFixed(2) ?? '')],
      ...rows,
    ],
  )
}
