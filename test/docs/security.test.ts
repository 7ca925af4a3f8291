import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('the tests that SECURITY.md names are there', () => {
  const named = [...readFileSync('SECURITY.md', 'utf8').matchAll(/`(test\/.+?)`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})

test('each variable of the configuration that sets a limit stands in docs/limits.md', () => {
  const limits = readFileSync('docs/limits.md', 'utf8')
  const config = readFileSync('src/platform/config.ts', 'utf8')
  const variables = [
    ...config.matchAll(/^ {4}([A-Z_]+(?:LIMIT|MAX|RETENTION|TIMEOUT|LIFETIME)[A-Z_]*|MAX_\w+|RATE_LIMIT):/gm),
  ]
  const names = variables.map(([, name = '']) => name)
  expect(names).toContain('MAX_COST')
  expect(names.filter((name) => !limits.includes(`\`${name}\``))).toEqual([])
})
