import pg from '../node_modules/pg/esm/index.mjs'
import { openData } from './data/database.mjs'
import { readSubjects } from './data/subjects.mjs'
import { openDatabase } from '../dist/platform/db/database.js'
import { EventHub } from '../dist/platform/events/hub.js'
import { createLogger } from '../dist/platform/logger.js'
import { addMessage } from '../dist/features/message/add.js'
import { encodeId } from '../dist/platform/ids.js'
const url = await openData(process.env.DATABASE_URL, { users: 20, growth: 1000 })
const db = await openDatabase({ databaseUrl: url })
const events = new EventHub(db.prisma, createLogger('silent'))
const [{ id, owner_id, subject }] = await db.prisma.$queryRawUnsafe(`SELECT c.id::text, owner_id::text, u.subject FROM conversations c JOIN users u ON u.id = owner_id WHERE c.state='ACTIVE' LIMIT 1`)
let last
const orig = pg.Client.prototype.query
const all = []
pg.Client.prototype.query = function (q, ...r) { if (q?.text) { last = q; all.push(q) } return orig.call(this, q, ...r) }
const session = { viewer: { id: owner_id, name: subject }, prisma: db.prisma, statements: db.statements, events, files: { store: {} } }
await addMessage(session, { conversationId: encodeId('Conversation', id), role: 'USER', content: 'hello '.repeat(30) })
const q = all.find((x) => /WITH target/.test(x.text))
const c = new pg.Client(url); await c.connect()
if (process.argv[2]) await c.query(process.argv[2])
const N = 300
async function time(label, text, values, name) {
  let t = performance.now()
  for (let i = 0; i < N; i++) await c.query({ text, values: values(), name })
  const mid = performance.now(); 
  for (let i = 0; i < N; i++) await c.query({ text, values: values(), name })
  console.log(label, ((performance.now() - mid) / N).toFixed(3), 'ms')
}
await c.query('BEGIN')
const values = () => q.values.map((v) => typeof v === 'string' && v.startsWith('[{"id"') ? v.replace(/"id":"[^"]+"/, () => `"id":"${crypto.randomUUID()}"`) : v)
await time('write, named', q.text, values, 'w')
await time('write, unnamed', q.text, values)
console.log((await c.query('select name, generic_plans, custom_plans from pg_prepared_statements')).rows)
const { rows } = await c.query('EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) ' + q.text, values())
console.log(rows.map((r) => r['QUERY PLAN']).join('\n'))
await c.query('ROLLBACK')
console.log(q.text.length, q.values.map((v) => String(v).slice(0, 120)))
await c.end(); await events[Symbol.asyncDispose](); await db[Symbol.asyncDispose](); 
