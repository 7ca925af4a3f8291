import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const compiler = createRequire(import.meta.url).resolve('relay-compiler/cli.js')

/** Compiles the app of `relay/` against a schema, and answers with what that made and what was said. */
async function compile(schema: string) {
  const folder = await mkdtemp(join(tmpdir(), 'tertulia-relay-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await cp('test/judges/relay', join(folder, 'src'), { recursive: true })
  await writeFile(join(folder, 'schema.graphql'), schema)
  const config = {
    src: 'src',
    schema: 'schema.graphql',
    language: 'javascript',
    artifactDirectory: 'src/made',
  }
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config))
  await mkdir(join(folder, 'src/made'))
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiler], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr, made: await readdir(join(folder, 'src/made')) }
}

const schema = await readFile('schema.graphql', 'utf8')

test('Relay compiles connections, refetches and edges added and removed', async () => {
  const { status, said, made } = await compile(schema)
  expect(status, said).toBe(0)
  expect(said).not.toMatch(/warn|error/i)
  expect(made).toContain('ChatHistoryPageQuery.graphql.js')
})

test('Relay would refuse connections that are none', async () => {
  const { status, said } = await compile(schema.replace('hasNextPage: Boolean!', ''))
  expect(said).toContain('hasNextPage')
  expect(status).toBe(1)
})
