import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

/** An architecture is worth what holds of it: read from the imports of the sources themselves. */

interface Source {
  /** From src/, such as `features/space/service.ts`. */
  path: string
  text: string
  /** Paths of files like that one, and names of packages. */
  imports: string[]
}

const importing = /^(?:(?:import|export|\}) (?:.* )?from |import )'(.+)'$|\bimport\('(.+)'\)/gm

const sources: Source[] = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.includes('/generated/'))
  .map((path) => {
    const text = readFileSync(join('src', path), 'utf8')
    const names = [...text.matchAll(importing)].map(([, from, dynamic]) => from ?? dynamic ?? '')
    return {
      path,
      text,
      imports: names.map((name) => (name.startsWith('.') ? join(dirname(path), name) : name)),
    }
  })

const paths = new Set(sources.map(({ path }) => path))

/** The imports of one source of ours by another that are not as they should be. */
const breaking = (isAllowed: (from: string, to: string) => boolean) =>
  sources.flatMap(({ path, imports }) =>
    imports.filter((name) => paths.has(name) && !isAllowed(path, name)).map((name) => `${path} -> ${name}`),
  )

const folderOf = (path: string) => path.split('/')[0] ?? ''
const featureOf = (path: string) => (folderOf(path) === 'features' ? path.split('/')[1] : undefined)

const layers = [
  'main.ts',
  'cli',
  'server',
  'import',
  'export',
  'schema.ts',
  'features',
  'graphql',
  'platform',
  'programFolder.ts',
]
const features = ['user', 'space', 'file', 'content', 'conversation', 'message', 'node', 'event']

test('imports run one way, from main.ts to platform', () => {
  const rank = (path: string) => layers.indexOf(folderOf(path))
  const isSeed = (path: string) => folderOf(path) === 'seed'
  expect([...new Set([...paths].map(folderOf))].sort()).toEqual([...layers, 'seed'].sort())
  expect(breaking((from, to) => isSeed(from) || isSeed(to) || rank(from) <= rank(to))).toEqual([])
})

test('the seed stands aside: the commands alone use it, and it uses platform alone', () => {
  const isSeed = (path: string) => folderOf(path) === 'seed'
  expect(breaking((from, to) => !isSeed(to) || isSeed(from) || folderOf(from) === 'cli')).toEqual([])
  expect(breaking((from, to) => !isSeed(from) || isSeed(to) || folderOf(to) === 'platform')).toEqual([])
})

test('import and export are work of the commands alone', () => {
  const isTransfer = (path: string) => ['import', 'export'].includes(folderOf(path))
  expect(breaking((from, to) => !isTransfer(to) || isTransfer(from) || folderOf(from) === 'cli')).toEqual([])
})

test('a feature imports earlier ones, and is imported, through its index alone', () => {
  const rank = (path: string) => features.indexOf(featureOf(path) ?? '')
  expect([...new Set([...paths].map(featureOf))].filter(Boolean).sort()).toEqual(features.toSorted())
  const isAllowed = (from: string, to: string) =>
    !featureOf(to) ||
    featureOf(from) === featureOf(to) ||
    (to.endsWith('/index.ts') && (!featureOf(from) || rank(to) < rank(from)))
  expect(breaking(isAllowed)).toEqual([])
})

test('what a feature does, it does in files that know nothing of GraphQL', () => {
  // Whatever checks an input or works in a session is a service.
  const services = sources.filter(
    ({ path, imports }) =>
      featureOf(path) && imports.some((name) => /^zod$|^platform\/(session|validation)\.ts$/.test(name)),
  )
  expect(services.map(({ path }) => path)).toContain('features/space/service.ts')
  const knowing = services.filter(({ imports }) => imports.some((name) => /^graphql\b|^@pothos\//.test(name)))
  expect(knowing.map(({ path }) => path)).toEqual([])
})

test('the configuration alone reads the environment', () => {
  const readers = sources.filter(({ text }) => /\bprocess\.env\b|\benv\b.* from 'node:process'/.test(text))
  expect(readers.map(({ path }) => path)).toEqual(['platform/config.ts'])
})

test('importing a module opens nothing and waits for nothing, but for main.ts', async () => {
  const modules = sources.filter(({ path }) => path !== 'main.ts')
  // Those of the test runner come and go.
  const opened = () =>
    process.getActiveResourcesInfo().filter((name) => !/Pipe|Message|Timeout|Immed/.test(name))
  const before = opened()
  // What a test before this one had open may be gone by now.
  const openedSince = () => {
    const known = [...before]
    return opened().filter((name) => !known.includes(name) || !known.splice(known.indexOf(name), 1))
  }
  for (const { path } of modules) await import(/* @vite-ignore */ `../src/${path}`)
  // The loader may still be closing what it read.
  await expect.poll(openedSince).toEqual([])
  const acting = modules.filter(({ text }) => /^(?:\S.* = )?(?:await |\w+Sync\()/m.test(text))
  expect(withoutPhrases(acting)).toEqual([])
})

test('no source has more than 200 lines', () => {
  expect(withoutPhrases(sources.filter(({ text }) => text.split('\n').length > 201))).toEqual([])
})

/** The paths of sources, but for those of the phrases that the seed makes its conversations of. */
function withoutPhrases(found: Source[]) {
  return found.map(({ path }) => path).filter((path) => !path.startsWith('seed/corpus/'))
}
