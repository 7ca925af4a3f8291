import { randomBytes, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { Config } from '../../platform/config.ts'
import { openStore } from '../../platform/storage/openStore.ts'
import type { Finding } from './finding.ts'

/** Whether the store of files keeps what is written, gives it back and removes it. */
export async function checkStore(config: Config): Promise<Finding> {
  // Of URLs that it could sign, nobody is given one.
  await using store = await openStore(
    config,
    async () => randomBytes(32),
    () => '',
  )
  const path = `files/doctor-${randomUUID()}`
  const probe = Buffer.from(path)
  try {
    await store.write(
      path,
      (async function* () {
        yield probe
      })(),
    )
    const kept = await buffer(await store.read(path))
    if (!kept.equals(probe)) throw new Error(`${store.location} gave back other bytes than it was given.`)
  } finally {
    await store.remove(path)
  }
  return { subject: 'files', status: 'ok', message: `${store.location} takes, gives and removes bytes` }
}
