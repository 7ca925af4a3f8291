import { table } from './table.mjs'

/** How many times as much as a peer the product is to do at least, by the peer's name and the workload. */
const GOALS = {
  postgraphile: { W1: 2, W2: 1.7, W3: 2, W4: 2.5, W5: 2.2, W6: 3.5 },
  mercurius: { W1: 1.5, W2: 1.6, W3: 2.2, W4: 2, W5: 1.4, W6: 2.5 },
  apollo: { W1: 3.5, W2: 6, W3: 7, W4: 8, W5: 4, W6: 3 },
  limit: { W1: 0.75, W2: 1, W3: 0.8, W4: 1, W5: 0.75, W6: 0.8 },
}

/** How far the goals were reached: how many times as much as each peer the product did, and was to do. */
export function goalTable({ titles, results }) {
  const [product] = Object.keys(titles)
  const names = Object.keys(GOALS).filter((name) => name in titles)
  const rows = Object.entries(results).flatMap(([workload, byConnections]) =>
    Object.entries(byConnections).map(([connections, byPeer]) => [
      `${workload} at ${connections}`,
      ...names.map((name) => {
        const ratio = byPeer[product].perSecond / byPeer[name].perSecond
        const goal = GOALS[name][workload]
        return `${ratio.toFixed(2)} ${ratio < goal ? '<' : '≥'} ${goal.toFixed(2)}`
      }),
    ]),
  )
  return table([`${titles[product]} to`, ...names.map((name) => titles[name])], rows)
}
