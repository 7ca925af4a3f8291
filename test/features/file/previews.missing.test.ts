import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { build } from '../../cli/tertulia.ts'
import { clientOf } from '../../support/client.ts'
import { testFolder } from '../../support/folder.ts'
import { SECRET } from '../../support/server.ts'
import { plain } from './images.ts'
import { fileOf, upload } from './uploads.ts'

beforeAll(build, 120_000)

/** The program as it is where sharp has not been installed. */
async function withoutSharp(): Promise<string> {
  const folder = await testFolder()
  await cp('dist', join(folder, 'dist'), { recursive: true })
  for (const name of ['package.json', 'prisma']) await symlink(resolve(name), join(folder, name))
  await mkdir(join(folder, 'node_modules'))
  for (const name of await readdir('node_modules'))
    if (name !== 'sharp') await symlink(resolve('node_modules', name), join(folder, 'node_modules', name))
  return folder
}

test('where sharp is not installed there are no previews, which is said once, and all else works', async () => {
  const folder = await withoutSharp()
  const child = spawn(process.execPath, [join(folder, 'dist/main.js'), 'serve'], {
    env: { PORT: '0', DATA_DIR: join(folder, 'data'), AUTH_JWT_SECRET: SECRET, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exited
  })
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => lines.push(line))
  const url = () => /http:\S+(?=\/graphql)/.exec(lines.join('\n'))?.[0]
  const warnings = () => lines.filter((line) => line.includes('sharp is not installed'))

  await expect.poll(url, { timeout: 120_000 }).toBeDefined()
  const user = await clientOf(url() as string)
  const image = await plain(60, 30).png().toBuffer()
  const first = await upload(user, image, { contentType: 'image/png' })
  await expect.poll(warnings, { timeout: 60_000 }).toHaveLength(1)
  const second = await upload(user, image, { contentType: 'image/png' })
  for (const { id } of [first, second])
    expect(await fileOf(user, id)).toMatchObject({ isUploaded: true, previewUrl: null })
  child.kill('SIGTERM')
  expect((await exited)[0]).toBe(0)
  expect(lines.filter((line) => line.startsWith('{'))).toEqual(warnings())
  expect(warnings()).toHaveLength(1)
}, 240_000)
