import { S3Client } from '@aws-sdk/client-s3'
import type { S3Config } from '../config.ts'
import { StoreUnavailable } from './store.ts'

const SECOND = 1_000

/** How long the store may take to begin its answer where bytes are moved. */
export const MOVING_TIME = { requestTimeout: 30 * SECOND }

/** A client that waits for nothing without end. */
export const openClient = ({
  endpoint,
  region,
  forcePathStyle,
  accessKeyId,
  secretAccessKey,
}: S3Config): S3Client =>
  new S3Client({
    ...(endpoint && { endpoint }),
    region,
    forcePathStyle,
    credentials: { accessKeyId, secretAccessKey },
    // Not all stores know the SDK's own checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 2,
    requestHandler: {
      connectionTimeout: 3 * SECOND,
      requestTimeout: 5 * SECOND,
      throwOnRequestTimeout: true,
      socketTimeout: 30 * SECOND,
    },
  })

/** What was asked of the store. Throws StoreUnavailable where it did not answer, or said that it cannot for now. */
export async function answered<Answer>(asked: Promise<Answer>): Promise<Answer> {
  try {
    return await asked
  } catch (error) {
    const status = statusOf(error)
    if (status !== undefined && status < 500 && status !== 429) throw error
    throw new StoreUnavailable('The S3 store does not answer.', { cause: error })
  }
}

/** The same, and null where there is no such object, or another than the one that was asked for. */
export async function found<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answered(asked)
  } catch (error) {
    const status = statusOf(error)
    if (status === 404 || status === 412) return null
    throw error
  }
}

/** Of the answer that an error came with, if one did. */
const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
