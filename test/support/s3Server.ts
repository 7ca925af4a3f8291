import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll } from 'vitest'
import { testFolder } from './folder.ts'
import { isSigned } from './s3Signature.ts'

const BUCKET = 'files'

/** The one account that s3rver has. */
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }

/** An S3 store of the test file's own, with a private bucket. */
export interface TestStore {
  /** What a server that uses it is started with. */
  variables: Record<string, string>
  client: S3Client
  bucket: string
  /** The keys of all that is in the bucket. */
  keys: () => Promise<string[]>
  stop: () => Promise<void>
  start: () => Promise<void>
  /** While it is frozen, it takes requests and answers none. */
  freeze: (isFrozen: boolean) => void
}

export async function testStore(): Promise<TestStore> {
  const directory = await testFolder()
  // s3rver removes folders that become empty, also from under an upload.
  for (const folder of ['uploads', 'files', 'previews']) {
    await mkdir(join(directory, BUCKET, folder), { recursive: true })
    await writeFile(join(directory, BUCKET, folder, '.keep'), '')
  }
  let port = 0
  let isFrozen = false
  let server: S3rver
  const start = async () => {
    server = new S3rver({
      address: '127.0.0.1',
      port,
      directory,
      silent: true,
      vhostBuckets: false,
      // It counts !'()* otherwise than S3 does: `isSigned` checks instead.
      allowMismatchedSignatures: true,
      configureBuckets: [{ name: BUCKET }],
    })
    server.middleware.unshift(async (context, next) => {
      if (isFrozen) await new Promise(() => {})
      if (context.req.method === 'OPTIONS' || isSigned(context.req, credentials)) return next()
      context.status = 403
      context.body = '<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code></Error>'
    })
    port = (await server.run()).port
  }
  const stop = async () => {
    const closed = server.close()
    server.httpServer.closeAllConnections()
    await closed
  }
  await start()
  const endpoint = `http://127.0.0.1:${port}`
  const client = new S3Client({ endpoint, region: 'eu-central-1', forcePathStyle: true, credentials })
  afterAll(async () => {
    client.destroy()
    if (server.httpServer.listening) await stop()
  })
  return {
    variables: {
      S3_ENDPOINT: endpoint,
      S3_REGION: 'eu-central-1',
      S3_BUCKET: BUCKET,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
    client,
    bucket: BUCKET,
    keys: async () => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))
      return Contents.map(({ Key = '' }) => Key)
    },
    stop,
    start,
    freeze: (frozen) => {
      isFrozen = frozen
    },
  }
}
