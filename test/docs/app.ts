import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll } from 'vitest'

/** The app that docs/clients.md writes: its blocks under the name of a file are that file, one after the other. */
export function appOfThePage() {
  const folder = mkdtempSync(join(tmpdir(), 'tertulia-clients-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (path: string, text: string, flag = 'w') => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text, { flag })
  }
  const page = readFileSync('docs/clients.md', 'utf8')
  const blocks = [...page.matchAll(/^\*\*(\S+)\*\*\n\n```\w+\n(.+?)^```$/gms)]
  for (const [, path = '', code = ''] of blocks) write(path, code, 'a')
  for (const name of ['conversation', 'resuming'])
    copyFileSync(`docs/examples/${name}.ts`, join(folder, `src/${name}.ts`))
  copyFileSync('schema.graphql', join(folder, 'schema.graphql'))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  write('package.json', '{ "type": "module" }')
  write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src', 'codegen.ts'] }))
  mkdirSync(join(folder, 'src/relay/__generated__'))
  return { folder, ...commandsIn(folder) }
}

/** As new apps in a browser have it. */
const compilerOptions = {
  target: 'es2023',
  lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

const commandsIn = (folder: string) => ({
  /** Runs a program on the app, and answers with what it said and how it ended. */
  run(path: string) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path], {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, said: stdout + stderr }
  },
  /** Loads a module of the app. */
  load: (path: string) => import(/* @vite-ignore */ join(folder, path)),
  /** Puts what relay-compiler made in the place of the tags, as a bundler's plug-in does. */
  bundleRelay(path: string) {
    const names = new Set<string>()
    const code = readFileSync(join(folder, path), 'utf8').replace(
      /graphql`\s*(?:query|mutation|subscription|fragment) (\w+).+?`/gs,
      (_, name) => {
        names.add(name)
        return `${name}Made`
      },
    )
    const imports = [...names].map((name) => `import ${name}Made from './__generated__/${name}.graphql.ts'\n`)
    writeFileSync(join(folder, path), imports.join('') + code)
  },
})
