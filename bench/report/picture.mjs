const [WIDTH, MARGIN, NAMES, PANELS, GAP, BAR, VALUE] = [1000, 24, 192, 3, 26, 20, 36]
const PANEL = (WIDTH - 2 * MARGIN - NAMES - PANELS * GAP) / PANELS
const [TOP, TITLE, BETWEEN, BOTTOM] = [84, 40, 30, 46]

const STYLE = `
text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
.title { font-size: 17px; font-weight: 600 }
.key { font-weight: 600 }
.quiet { fill: #59636e }
.ground { fill: #ffffff }
.bar { fill: #a8b1bb }
.ours { fill: #0969da }
.limit { stroke: #59636e; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc }
  .quiet { fill: #9198a1 }
  .ground { fill: #0d1117 }
  .bar { fill: #5d6670 }
  .ours { fill: #4493f8 }
  .limit { stroke: #9198a1 }
}`

/** What each peer does in a second as a share of what the limit does, as SVG: a panel for each workload. */
export function pictureOf({ date, machine, data, peers: { titles, workloads, results } }) {
  const names = Object.keys(titles).filter((name) => name !== 'limit')
  const panels = Object.entries(results).map(([workload, byConnections]) =>
    panelOf(workload, workloads[workload], names, ...usualOf(byConnections)),
  )
  const longest = Math.max(1, ...panels.flatMap(({ shares }) => shares))
  const lines = Math.ceil(panels.length / PANELS)
  const lineHeight = TITLE + names.length * BAR + BETWEEN
  const height = TOP + lines * lineHeight - BETWEEN + BOTTOM
  const drawn = Array.from({ length: lines }, (_, line) => {
    const top = TOP + line * lineHeight
    return [
      ...names.map((name, index) => nameOf(titles[name], top + TITLE + index * BAR)),
      ...panels.slice(line * PANELS, (line + 1) * PANELS).map((panel, column) => {
        const left = MARGIN + NAMES + GAP + column * (PANEL + GAP)
        return drawPanel(panel, left, top, (PANEL - VALUE) / longest)
      }),
    ].join('\n')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
<text class="title" id="title" x="${MARGIN}" y="34">Throughput, as a share of what is possible</text>
<text class="quiet" x="${MARGIN}" y="56">The dashed line is the limit: node:http and pg alone, and PostgreSQL builds the JSON. Longer is better.</text>
${drawn.join('\n')}
<text class="quiet" x="${MARGIN}" y="${height - 18}">${xml(`${date.slice(0, 10)}, ${machine}, data of ${data.users} users`)}</text>
</svg>
`
}

/** Sixteen connections where there were so many, else the only number or the last. */
const usualOf = (byConnections) =>
  Object.entries(byConnections).find(([connections]) => connections === '16') ??
  Object.entries(byConnections).at(-1)

function panelOf(workload, title, names, connections, { limit, ...byPeer }) {
  const kind = workload === 'W6' ? 'sockets' : 'connections'
  const possible = Math.round(limit.perSecond).toLocaleString('en')
  return {
    workload,
    title,
    about: `${connections} ${kind}, limit ${possible}/s`,
    shares: names.map((name) => byPeer[name].perSecond / limit.perSecond),
  }
}

const nameOf = (title, y) =>
  `<text x="${MARGIN + NAMES}" y="${y + 14}" text-anchor="end">${xml(title)}</text>`

/** The first bar is the product's. */
function drawPanel({ workload, title, about, shares }, left, top, scale) {
  const first = top + TITLE
  const bars = shares.map((share, index) => {
    const y = first + index * BAR
    const width = Math.max(1, share * scale)
    return `<rect class="${index ? 'bar' : 'ours'}" x="${left.toFixed(1)}" y="${y + 3}" width="${width.toFixed(1)}" height="${BAR - 6}" rx="2"/>
<text x="${(left + PANEL).toFixed(1)}" y="${y + 14}" text-anchor="end">${share.toFixed(2)}</text>`
  })
  const limit = (left + scale).toFixed(1)
  return `<text x="${left.toFixed(1)}" y="${top + 12}"><tspan class="key">${workload}</tspan> ${xml(title)}</text>
<text class="quiet" x="${left.toFixed(1)}" y="${top + 29}">${xml(about)}</text>
<path class="limit" d="M${limit} ${first - 2}V${first + shares.length * BAR + 2}"/>
${bars.join('\n')}`
}

const xml = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
