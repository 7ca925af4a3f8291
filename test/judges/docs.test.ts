import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const executed = readdirSync('docs/examples').map((name) => readFileSync(`docs/examples/${name}`, 'utf8'))

const lines = (code: string) => code.split('\n').map((line) => line.trim())

test('the code in docs/subscriptions.md is what the judges execute', () => {
  const blocks = [...readFileSync('docs/subscriptions.md', 'utf8').matchAll(/```ts\n(.+?)```/gs)]
  expect(blocks.length).toBeGreaterThan(0)
  const sources = executed.map((code) => lines(code).join('\n'))
  for (const [, code = ''] of blocks)
    expect(
      sources.some((source) => source.includes(lines(code).join('\n').trim())),
      code,
    ).toBe(true)
})
