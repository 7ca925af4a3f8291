const COLOURS = ['#c2410c', '#64748b', '#1d4ed8', '#60a5fa', '#047857', '#7c3aed', '#a16207']
const [BAR, GAP, LEFT, WIDTH, LABEL] = [15, 26, 24, 960, 220]

/** How much each peer does in a second, as a share of the one that does most: a group for each workload, as SVG. */
export function pictureOf({ date, machine, peers: { titles, results } }) {
  const names = Object.keys(titles)
  const groups = Object.entries(results).map(([workload, byConnections]) => {
    const [connections, byPeer] = usualOf(byConnections)
    return { workload, connections, byPeer }
  })
  const height = 92 + groups.length * (names.length * BAR + GAP)
  let top = 70
  const drawn = groups.map((group) => {
    const drawing = drawGroup(group, names, titles, top)
    top += names.length * BAR + GAP
    return drawing
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="11">
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="${LEFT}" y="28" font-size="17" font-weight="600" fill="#0f172a">Requests a second (W6: deliveries)</text>
<text x="${LEFT}" y="46" fill="#475569">${xml(`${date.slice(0, 10)}, ${machine}`)}</text>
${drawn.join('\n')}
</svg>
`
}

/** Sixteen connections where there were so many, else the only number or the last. */
const usualOf = (byConnections) =>
  Object.entries(byConnections).find(([connections]) => connections === '16') ??
  Object.entries(byConnections).at(-1)

function drawGroup({ workload, connections, byPeer }, names, titles, top) {
  const most = Math.max(...names.map((name) => byPeer[name].perSecond))
  const room = WIDTH - LEFT - LABEL - 90
  const bars = names.map((name, index) => {
    const y = top + index * BAR
    const { perSecond } = byPeer[name]
    const width = Math.max(1, (room * perSecond) / most)
    const x = LEFT + LABEL
    return `<text x="${x - 8}" y="${y + 11}" text-anchor="end" fill="#334155">${xml(titles[name])}</text>
<rect x="${x}" y="${y + 2}" width="${width.toFixed(1)}" height="${BAR - 4}" rx="2" fill="${COLOURS[index % COLOURS.length]}"/>
<text x="${(x + width + 6).toFixed(1)}" y="${y + 11}" fill="#334155">${Math.round(perSecond).toLocaleString('en')}</text>`
  })
  const kind = workload === 'W6' ? 'sockets' : 'connections'
  return `<text x="${LEFT}" y="${top - 3}" font-weight="600" fill="#0f172a">${workload}, ${connections} ${kind}</text>\n${bars.join('\n')}`
}

const xml = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
