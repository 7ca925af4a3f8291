import { expect, test } from 'vitest'
import { openAuthority } from '../../../src/platform/auth/authority.ts'
import { loadConfig } from '../../../src/platform/config.ts'
import { createLogger } from '../../../src/platform/logger.ts'
import { startServer } from '../../../src/server/server.ts'
import { clientOf } from '../../support/client.ts'
import { testDatabase } from '../../support/database.ts'
import { testFolder } from '../../support/folder.ts'
import { SECRET } from '../../support/server.ts'
import { png } from './images.ts'
import { begun, jobOf, previewOf } from './previewed.ts'
import { upload } from './uploads.ts'

test('an instance that stops leaves what it has begun to another, as if it had not', async () => {
  const database = await testDatabase()
  const config = loadConfig({ PORT: '0', DATA_DIR: await testFolder(), AUTH_JWT_SECRET: SECRET })
  const logger = createLogger('silent')
  const authority = await openAuthority(config, logger)
  const start = () => startServer({ config, authority, database, logger })

  const first = await start()
  const user = await clientOf(first.url)
  const { id } = await upload(user, png(8_000, 8_000), { contentType: 'image/png' })
  await begun(database, id)
  await first[Symbol.asyncDispose]()
  const job = await jobOf(database, id)
  expect(job?.attempts).toBe(0)
  expect(job?.dueAt.getTime()).toBeLessThan(Date.now() + 60_000)

  await using second = await start()
  expect((await previewOf(await clientOf(second.url, user.name), id)).status).toBe(200)
}, 240_000)
