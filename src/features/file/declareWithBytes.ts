import { Invalid } from '../../platform/refusal.ts'
import type { Session } from '../../platform/session.ts'
import { declareFile } from './declare.ts'
import { receive } from './receive.ts'

/** Declares a file whose bytes are here already, and answers with its key. Invalid at `file` where it cannot be taken. */
export async function declareWithBytes(session: Session, file: File): Promise<string> {
  const declared = await declareFile(session, {
    name: file.name,
    contentType: file.type || 'application/octet-stream',
    size: file.size,
  }).catch((error) => {
    throw error instanceof Invalid ? atFile(error) : error
  })
  try {
    await receive(session, { id: declared.key, ...declared, isUploaded: false }, file.stream())
  } catch (error) {
    await session.prisma.file.deleteMany({ where: { id: declared.key } })
    throw error
  }
  return declared.key
}

const atFile = ({ issues }: Invalid) =>
  new Invalid(issues.map(({ path, message }) => ({ path: `file.${path}`, message })))
