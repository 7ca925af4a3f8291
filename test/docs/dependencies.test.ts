import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rowsOf } from './page.ts'

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
const { dependencies, devDependencies, overrides } = read('package.json')
const lock: Record<string, { integrity?: string; resolved?: string; hasInstallScript?: boolean }> =
  read('package-lock.json').packages
const page = readFileSync('docs/decisions.md', 'utf8')
const rows = rowsOf(page)

test.each<[heading: string, packages: object]>([
  ['What the server stands on', dependencies],
  ['What it is built and tested with', devDependencies],
  ['Overrides', overrides],
])('docs/decisions.md has a row for each package under "%s", and no others', (heading, packages) => {
  expect(rows[heading]?.toSorted()).toEqual(Object.keys(packages).sort())
})

test('each version is exact', () => {
  const versions = Object.values<string>({ ...dependencies, ...devDependencies })
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+[\w.-]*$/.test(version))).toEqual([])
})

test('the lock file has the hash of each package, and no address', () => {
  const { '': _, ...packages } = lock
  const wrong = Object.entries(packages).filter(([, { integrity, resolved }]) => !integrity || resolved)
  expect(wrong.map(([path]) => path)).toEqual([])
})

test('the packages that would run something when installed are those that the page names', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m)
  const names = Object.keys(lock).filter((path) => lock[path]?.hasInstallScript)
  expect(names.map((path) => path.replace('node_modules/', ''))).toEqual(['@prisma/engines', 'prisma'])
})
