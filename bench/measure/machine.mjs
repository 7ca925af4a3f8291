import { cpus, totalmem } from 'node:os'

/** What the figures are of, in a line. */
export async function describeMachine(database) {
  const { rows } = await database.query('SHOW server_version')
  const [{ model }] = cpus()
  const gibibytes = Math.round(totalmem() / 2 ** 30)
  const [version] = rows[0].server_version.split(' ')
  return `${cpus().length} cores (${model.trim()}), ${gibibytes} GiB, Node ${process.versions.node}, PostgreSQL ${version}`
}
