import { readFileSync } from 'node:fs'
import { findOrCreateUser } from '../../src/features/user/index.ts'
import { importAll } from '../../src/import/importAll.ts'
import { type Line, Report } from '../../src/import/report.ts'
import { loadConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { EventHub } from '../../src/platform/events/hub.ts'
import { createLogger } from '../../src/platform/logger.ts'
import { openFiles } from '../../src/platform/storage/openStore.ts'

export const kept = (name: string) => readFileSync(`test/import/kept/${name}.json`, 'utf8')

/** What an import said. */
export interface Outcome extends Pick<Report, 'added' | 'there' | 'refused' | 'reduced' | 'unread'> {
  problems: string[]
  files: { id: string; from: string; storagePath: string }[]
}

/** Imports texts, one source each, for a user. */
export async function importing(
  { prisma, statements }: Database,
  user: string,
  ...texts: string[]
): Promise<Outcome> {
  const lines: Line[] = []
  const report = new Report((line) => lines.push(line))
  const viewer = await findOrCreateUser(prisma, { subject: user, name: user })
  await using events = new EventHub(prisma, createLogger('silent'))
  const files = await openFiles(loadConfig({}), prisma)
  const sources = texts.map((text, index) => ({ name: `source ${index + 1}`, bytes: inPieces(text) }))
  await importAll({ viewer, prisma, statements, events, files }, sources, report)
  const { added, there, refused, reduced, unread } = report
  return {
    added,
    there,
    refused,
    reduced,
    unread: { ...unread },
    problems: lines.flatMap((line) =>
      'problem' in line ? `${line.problem.place}: ${line.problem.reason}` : [],
    ),
    files: lines.flatMap((line) => ('file' in line ? line.file : [])),
  }
}

/** Small enough that values, and characters, are cut in two. */
async function* inPieces(text: string) {
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += 1_001) yield bytes.subarray(start, start + 1_001)
}
