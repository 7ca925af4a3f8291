import { Readable } from 'node:stream'
import { newKey } from '../../platform/ids.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Resources } from '../../platform/session.ts'
import { announce, discard } from '../../platform/storage/removals.ts'
import { givePreview, type TellMessage } from './givePreview.ts'
import { AT_ONCE, claimJob, endJob, LATER, type PreviewJob, putBack } from './previewJobs.ts'
import { thumbnailOf } from './thumbnail.ts'

/** How often an instance may die of an image, or its decoder be killed. */
const MAX_ATTEMPTS = 2

interface Maker {
  resources: Resources
  logger: Logger
  tell: TellMessage
}

/** Makes the previews that are due, one after the other, whichever instance kept their files, until told to stop. */
export function previewMaker(maker: Maker): (signal: AbortSignal) => Promise<void> {
  const { prisma } = maker.resources
  let hasDecoder = true
  return async (signal) => {
    while (hasDecoder && !signal.aborted) {
      const job = await claimJob(prisma)
      if (!job) return
      if (job.attempts > MAX_ATTEMPTS) await endJob(prisma, job)
      else hasDecoder = await make(maker, job, signal)
    }
  }
}

/** Answers whether this machine has a decoder. */
async function make(
  { resources, logger, tell }: Maker,
  job: PreviewJob,
  signal: AbortSignal,
): Promise<boolean> {
  const { prisma, files } = resources
  try {
    const outcome = await thumbnailOf(await files.store.read(job.path), signal)
    if (outcome === 'missing') {
      logger.warn('sharp is not installed for this machine: it makes no previews')
      await putBack(prisma, job, AT_ONCE)
    } else if (outcome === 'killed') {
      logger.warn({ file: job.fileKey }, 'the decoder of an image was killed')
    } else if (outcome === 'refused') {
      await endJob(prisma, job)
    } else {
      await keepPreview(resources, job, outcome, tell)
    }
    return outcome !== 'missing'
  } catch (error) {
    const isThere = await putBack(prisma, job, signal.aborted ? AT_ONCE : LATER)
    if (isThere && !signal.aborted) throw error
    return true
  }
}

/** Where this fails half-way, the removal that was announced follows. */
async function keepPreview(
  resources: Resources,
  { fileKey }: PreviewJob,
  webp: Buffer,
  tell: TellMessage,
): Promise<void> {
  const { prisma, files } = resources
  const path = `previews/${newKey()}`
  await announce(prisma, path)
  await files.store.write(path, Readable.from([webp]))
  if (!(await givePreview(resources, fileKey, path, tell))) await discard(prisma, files.store, path)
}
