import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { PrismaClient } from '../db/generated/client.ts'
import { FolderStore } from './folderStore.ts'
import type { FileAccess, FileStore } from './store.ts'
import { urlSecret } from './urlSecret.ts'
import { UrlSigner } from './urlSigner.ts'

/** The store that the operator chose: a bucket, or else a folder in `dataDir`, URLs of which are signed with `secret`. */
export async function openStore(
  { s3, fileUrlLifetime, dataDir }: Pick<Config, 's3' | 'fileUrlLifetime' | 'dataDir'>,
  secret: () => Promise<Uint8Array>,
  baseUrl: () => string,
): Promise<FileStore> {
  if (!s3) return new FolderStore(join(dataDir, 'store'), new UrlSigner(secret, baseUrl))
  // Loaded only where it is used: it is large, and would slow every start.
  const { S3Store } = await import('./s3Store.ts')
  return new S3Store(s3, fileUrlLifetime)
}

type FileConfig = Parameters<typeof openStore>[0] & Pick<Config, 'maxUploadBytes'>

/** The store, with what the operator allows. */
export const openFiles = async (
  config: FileConfig,
  prisma: PrismaClient,
  {
    baseUrl = () => '',
    wakePreviews = () => {},
    uploaded = () => {},
  }: Partial<Pick<FileAccess, 'wakePreviews' | 'uploaded'>> & { baseUrl?: () => string } = {},
): Promise<FileAccess> => ({
  store: await openStore(config, urlSecret(prisma), baseUrl),
  maxUploadBytes: config.maxUploadBytes,
  urlLifetime: config.fileUrlLifetime,
  wakePreviews,
  uploaded,
})
