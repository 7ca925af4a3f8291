import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { testFolder } from '../../support/folder.ts'
import { testServer, tokenOf } from '../../support/server.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('the examples of docs/files.md do as they say', async () => {
  const [bring, form] = [...(await readFile('docs/files.md', 'utf8')).matchAll(/```sh\n(.+?)```/gs)].map(
    ([, code = '']) => code,
  )
  const { url } = await testServer()
  const cwd = await testFolder()
  await writeFile(join(cwd, 'cat.png'), PNG)
  const script = `${bring}\necho\n${form}`.replace('http://127.0.0.1:4000', url)
  const env = { PATH: process.env.PATH, TOKEN: await tokenOf('demo') }
  const { stdout } = await promisify(execFile)('bash', ['-euc', script], { cwd, env })
  const [fetched, sent] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).data)
  expect(fetched.file).toMatchObject({ contentType: 'image/png', isUploaded: true })
  expect(Buffer.from(await (await fetch(fetched.file.url)).arrayBuffer())).toEqual(PNG)
  expect(sent.uploadFile.file.isUploaded).toBe(true)
})
