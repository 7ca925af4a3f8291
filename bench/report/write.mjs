import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pictureOf } from './picture.mjs'
import { tablesOf } from './tables.mjs'

/** Writes the figures, the tables and, where peers were compared with the limit, the picture; answers with the tables. */
export async function writeReport(report, { output }) {
  const tables = tablesOf(report)
  await mkdir(dirname(output), { recursive: true })
  await writeFile(`${output}.json`, `${JSON.stringify(report, null, 2)}\n`)
  await writeFile(`${output}.md`, tables)
  if (report.peers?.titles.limit) await writeFile(`${output}.svg`, pictureOf(report))
  return tables
}
