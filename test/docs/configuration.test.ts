import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(path, 'utf8')

/** Variables of the environment, by how config.ts declares them. */
const declared = [...read('src/platform/config.ts').matchAll(/^ {2,4}([A-Z][A-Z0-9_]+):/gm)].map(
  ([, name]) => name,
)

const documented = (page: string) =>
  [...read(page).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|HOST)`/g)].map(([, name]) => name)

test('docs/configuration.md has every variable, and none that is not there', () => {
  const onPage = new Set([
    ...documented('docs/configuration.md'),
    ...documented('docs/files.md'),
    ...documented('docs/operations.md'),
  ])
  expect(declared.length).toBeGreaterThan(30)
  expect(declared.filter((name) => !onPage.has(name))).toEqual([])
  const others = documented('docs/configuration.md').filter((name = '') => !declared.includes(name))
  // Read by the libraries of OpenTelemetry.
  expect(others.filter((name) => !name?.startsWith('OTEL_'))).toEqual([])
})
