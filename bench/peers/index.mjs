import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Who is measured: the title in tables, what node runs, the dialect of its documents where that is not the contract's,
 * and the name under which its connections stand in pg_stat_activity.
 */
export const peers = [
  {
    name: 'tertulia',
    title: 'Tertulia',
    // As its image starts it.
    args: ['--min-semi-space-size=16', '--no-memory-reducer', fileOf('../../dist/main.js'), 'serve'],
    applicationName: 'tertulia',
    // Each request is counted as ever; no user asks as often as a generator of load.
    env: { RATE_LIMIT: '999999999' },
  },
  peer('limit', 'the limit: node:http + pg'),
  {
    ...peer('postgraphile', 'PostGraphile 5'),
    dialect: 'postgraphile',
    node: node22,
  },
  {
    ...peer('postgraphile', 'PostGraphile 5 with RLS'),
    name: 'postgraphile-rls',
    applicationName: 'bench postgraphile-rls',
    dialect: 'postgraphile',
    node: node22,
    env: { BENCH_RLS: '1' },
  },
  peer('mercurius', 'Mercurius 16, hand-written SQL'),
  peer('apollo', 'Apollo Server 5, Prisma'),
  peer('pothos', 'Yoga, Pothos, Prisma'),
]

function peer(name, title) {
  return { name, title, args: [fileOf(`${name}/server.mjs`)], applicationName: `bench ${name}` }
}

/** This one where it is new enough, else the one that comes with the benchmark's own packages. */
function node22() {
  if (Number.parseInt(process.versions.node, 10) >= 22) return process.execPath
  const { resolve } = createRequire(import.meta.url)
  return resolve(`node-${process.platform}-${process.arch}/bin/node`)
}
