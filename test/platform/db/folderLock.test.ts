import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../../src/platform/db/folderLock.ts'
import { processStart } from '../../../src/platform/db/processes.ts'
import { OperatorError } from '../../../src/platform/operatorError.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tertulia-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const since = '2026-01-01T00:00:00.000Z'

async function startProcess() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const holder = { pid: child.pid as number, host: hostname(), since }
  return {
    holder: { id: 'a', ...holder, processStart: await processStart(holder.pid) },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

const leave = (holder: object, name = 'lock') => writeFile(join(folder, name), JSON.stringify(holder))

test('a second taker is refused and told who holds the folder', async () => {
  await lockFolder(folder)
  const refusal = lockFolder(folder)
  await expect(refusal).rejects.toThrow(OperatorError)
  await expect(refusal).rejects.toThrow(`process ${process.pid} on ${hostname()} since `)
})

test('an unlocked folder is empty and can be taken again', async () => {
  const unlock = await lockFolder(folder)
  await unlock()
  expect(await readdir(folder)).toEqual([])
  await lockFolder(folder)
  expect(await readdir(folder)).toEqual(['lock'])
})

test('a running process keeps its lock', async () => {
  const { holder, kill } = await startProcess()
  await leave(holder)
  await expect(lockFolder(folder)).rejects.toThrow(`process ${holder.pid} on `)
  await kill()
})

test('the lock of a killed process is taken over', async () => {
  const { holder, kill } = await startProcess()
  await leave(holder)
  await kill()
  await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow(`process ${process.pid} on `)
})

test.runIf(process.platform === 'linux')(
  'a lock whose process number went to another is taken over',
  async () => {
    const { holder, kill } = await startProcess()
    await leave({ ...holder, processStart: '1@another-boot' })
    await lockFolder(folder)
    await kill()
  },
)

test('the lock of another machine is kept: its processes cannot be seen', async () => {
  await leave({ id: 'a', pid: 1, host: 'elsewhere', processStart: null, since })
  await expect(lockFolder(folder)).rejects.toThrow('process 1 on elsewhere')
})

test('of many that find a dead lock at once, one gets it', async () => {
  const { holder, kill } = await startProcess()
  await kill()
  for (let round = 0; round < 10; round++) {
    await leave({ ...holder, id: `dead-${round}` })
    const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)))
    const winners = attempts.filter((attempt) => attempt.status === 'fulfilled')
    expect(winners).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['lock'])
    await winners[0]?.value()
  }
})

test('one that died while taking over does not block the next', async () => {
  const { holder, kill } = await startProcess()
  await kill()
  await leave(holder)
  await leave({ ...holder, id: 'b' }, 'lock-a')
  await lockFolder(folder)
  expect(await readdir(folder)).toEqual(['lock'])
})

test('a damaged lock is named', async () => {
  await writeFile(join(folder, 'lock'), '')
  await expect(lockFolder(folder)).rejects.toThrow(`${join(folder, 'lock')} is damaged`)
})
