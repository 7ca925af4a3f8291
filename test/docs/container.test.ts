import { readFileSync } from 'node:fs'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

/** What can be told of an image without building it; .ci/image.mjs does its steps by hand. */

const text = readFileSync('Dockerfile', 'utf8')
const instructions = DockerfileParser.parse(text).getInstructions()
const all = (keyword: string) =>
  instructions.filter((each) => each.getKeyword() === keyword).map((each) => each.getArgumentsContent() ?? '')
const last = (keyword: string) => all(keyword).at(-1) ?? ''

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true }) as {
  services: Record<string, { environment?: Record<string, string>; image?: string; ports?: string[] }>
}
const configuration = readFileSync('docs/configuration.md', 'utf8')

test('the Dockerfile has no flaw that a linter finds', () => {
  expect(validate(text)).toEqual([])
  expect(validate('FROM node\nWORKDIR app\nCMD node')).not.toEqual([])
})

test('it ends in an image that runs as nobody in particular, without tools to build, and says how it is', () => {
  expect(all('FROM').length).toBeGreaterThan(1)
  for (const base of all('FROM')) expect(base).toMatch(/^node:\d+-\w+-slim\b/)
  expect(last('USER')).toBe('node')
  expect(last('HEALTHCHECK')).toContain('/health/ready')
  expect(last('STOPSIGNAL')).toBe('SIGTERM')
  // A shell in between would not pass on the signal to stop.
  expect(JSON.parse(last('ENTRYPOINT'))).toEqual([
    'node',
    '--min-semi-space-size=16',
    '--no-memory-reducer',
    '/app/dist/main.js',
  ])
  expect(all('ADD')).toEqual([])
})

test('nothing of the machine that builds it comes in but what is named', () => {
  const [first, ...others] = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  expect(first).toBe('*')
  expect(others.filter((line) => /env|data|node_modules|\.git/.test(line))).toEqual([])
})

test('compose.yaml sets variables that there are, and opens the server to this machine alone', () => {
  const { tertulia, migrate, ...others } = compose.services
  expect(Object.keys(others)).toEqual(['postgres', 'redis'])
  for (const name of Object.keys({ ...tertulia?.environment, ...migrate?.environment }))
    expect(configuration).toMatch(new RegExp(`^\\| .*\`${name}\``, 'm'))
  expect(tertulia?.ports).toEqual(['127.0.0.1:4000:4000'])
  for (const { image = '', ports } of Object.values(others)) {
    expect(image).toMatch(/^\w+:\d+-\w+$/)
    expect(ports).toBeUndefined()
  }
})
