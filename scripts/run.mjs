import { spawnSync } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

const tools = resolve('node_modules', '.bin')

/** Runs a tool of node_modules, quietly unless it fails; its failure is ours. */
export function run(tool, ...args) {
  const { status, stdout, stderr } = spawnSync(join(tools, tool), args, {
    encoding: 'utf8',
    // Prisma finds its generators by their names alone.
    env: { ...process.env, PATH: `${tools}${delimiter}${process.env.PATH}` },
  })
  if (status === 0) return
  process.stderr.write(`${stdout}${stderr}`)
  process.exit(status ?? 1)
}
