import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const namesIn = (text: string, names: RegExp) => [...text.matchAll(names)].map(([, name = '']) => name)
const read = (path: string) => readFileSync(path, 'utf8')

/** Variables of the environment, as config.ts declares them. */
const declared = namesIn(read('src/platform/config.ts'), /^ {2,4}([A-Z][A-Z0-9_]+):/gm)

/** Those in the first column of a page's tables. */
const documented = (page: string) =>
  namesIn(read(page), /^\|(.+?)\|/gm).flatMap((cell) => namesIn(cell, /`([A-Z][A-Z0-9_]+)`/g))

test('every variable is documented, and none that is not there', () => {
  const onPage = documented('docs/configuration.md')
  // The page leads to that of files for those of the S3 store.
  const everywhere = [...onPage, ...documented('docs/files.md')]
  expect(declared.length).toBeGreaterThan(30)
  expect(declared.filter((name) => !everywhere.includes(name))).toEqual([])
  expect(onPage.filter((name) => !declared.includes(name))).toEqual([])
})
