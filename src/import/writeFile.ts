import type { Session } from '../platform/session.ts'
import { checkFile, insertFiles } from './files.ts'
import type { Fields } from './recognise.ts'
import type { Report } from './report.ts'
import { requireName } from './requireName.ts'

/** Stores the record of a file that hangs on no message. */
export async function writeFile(session: Session, record: Fields, place: string, report: Report) {
  requireName(record)
  const file = await checkFile(record, place, report)
  const { prisma, viewer } = session
  const there = await prisma.file.findFirst({
    where: { id: file.key, ownerId: viewer.id },
    select: { id: true },
  })
  if (there) report.there.files++
  else await insertFiles(session, [{ ...file, conversationKey: null, messageKey: null, ordinal: 0 }], report)
}
