// node prof.tmp.mjs W1 [conns] [ms]: CPU profile and CPU per request of ours and of the limit
import pg from 'pg'
import { readdirSync, readFileSync, rmSync, mkdirSync } from 'node:fs'
import { openData } from './data/database.mjs'
import { readSubjects } from './data/subjects.mjs'
import { openGenerator } from './load/generator.mjs'
import { secret } from './load/token.mjs'
import { measure } from './measure/run.mjs'
import { peers } from './peers/index.mjs'
import { withServers } from './peers/start.mjs'
import { workloads } from './workloads/index.mjs'
import { watch } from './workloads/watch/requests.mjs'
const [key = 'W1', conns = '16', ms = '3000', who = 'tertulia,limit', users='20', growth='1000'] = process.argv.slice(2)
const databaseUrl = await openData(process.env.DATABASE_URL, { users: Number(users), growth: Number(growth) })
const database = new pg.Client(databaseUrl); await database.connect()
const generator = openGenerator()
const subjects = await readSubjects(database)
for (const name of who.split(',')) {
  const peer = { ...peers.find((p) => p.name === name) }
  const dir = `/tmp/p/${name}-${key}`
  if (process.env.PROF) { rmSync(dir, { recursive: true, force: true }); mkdirSync(dir, { recursive: true })
    peer.args = ['--import', '/tmp/p/hook.mjs', ...peer.args]; peer.env = { ...peer.env, PROF: process.env.PROF, PROF_OUT: `${dir}/a.cpuprofile` } }
  await withServers([peer], { databaseUrl, secret }, async (server) => {
    for (const k of key.split(',')) {
      const w = [...workloads, watch].find((w) => w.key === k)
      const requests = await w.requests(server, subjects); const load = (connections) => k === 'W6' ? { ...requests, kind: 'sockets', sockets: 1000 } : { requests, connections }
      for (const connections of conns.split(',').map(Number)) {
        await measure({ generator, database }, [server], { ...load(connections), milliseconds: Number(process.env.WARM ?? 1500) })
        if (process.env.PROF) { process.kill(server.pid, 'SIGUSR2'); await new Promise((r) => setTimeout(r, 300)) }
        const threads = () => Object.fromEntries(readdirSync(`/proc/${server.pid}/task`).map((t) => { const st = readFileSync(`/proc/${server.pid}/task/${t}/stat`, 'utf8'); const f = st.slice(st.lastIndexOf(')') + 2).split(' '); return [t + ' ' + st.slice(st.indexOf('(') + 1, st.lastIndexOf(')')), Number(f[11]) + Number(f[12])] }))
        const before = threads()
        const r = await measure({ generator, database }, [server], { ...load(connections), milliseconds: Number(ms) })
        if (process.env.PROF) { process.kill(server.pid, 'SIGUSR2'); await new Promise((r) => setTimeout(r, 1500)) }
        const after = threads(); console.log(Object.entries(after).map(([t, v]) => `${t}:${v - (before[t] ?? 0)}`).filter((x) => !x.endsWith(':0')).join(' '))
        console.log(name, k, connections, 'req/s', r.perSecond.toFixed(0), 'p50', r.p50.toFixed(2), 'p99', r.p99.toFixed(1), 'server', r.serverCpu.toFixed(3), 'pg', r.postgresCpu.toFixed(3), 'gen', r.generatorCpu.toFixed(3))
      }
    }
  })
  if (process.env.PROF && process.env.PROF !== 'heap') {
    const file = readdirSync(dir).map((f) => `${dir}/${f}`).sort((a, b) => readFileSync(b).length - readFileSync(a).length)[0]
    const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file))
    const self = new Map(), byId = new Map(nodes.map((n) => [n.id, n])), parent = new Map()
    for (const n of nodes) for (const c of n.children ?? []) parent.set(c, n.id)
    let total = 0
    const add = (m, k, v) => m.set(k, (m.get(k) ?? 0) + v)
    const incl = new Map(), pkg = new Map()
    const nameOf = (n) => `${n.callFrame.functionName || '(anon)'} ${n.callFrame.url.replace(/.*node_modules\//, '').replace(/^file:\/\/\/work\/[^/]+\//, '')}:${n.callFrame.lineNumber + 1}`
    samples.forEach((id, i) => {
      const n = byId.get(id); const f = n.callFrame.functionName
      if (f === '(idle)' || f==='(program)') return
      const d = timeDeltas[i]; total += d
      add(self, nameOf(n), d)
      const url = n.callFrame.url
      const p = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? (url.startsWith('node:') ? 'node' : url ? 'own' : f === '(garbage collector)' ? 'gc' : 'native')
      add(pkg, p, d)
      const seen = new Set()
      for (let k = id; k; k = parent.get(k)) { const nm = nameOf(byId.get(k)); if (!seen.has(nm)) { seen.add(nm); add(incl, nm, d) } }
    })
    const show = (m, k) => [...m].sort((a, b) => b[1] - a[1]).slice(0, k).forEach(([n, v]) => console.log((v / total * 100).toFixed(1).padStart(6), n))
    console.log('--packages'); show(pkg, 16); console.log('--self'); show(self, 40); console.log('--inclusive'); show(incl, 90)
  }
}
generator.close(); await database.end()
