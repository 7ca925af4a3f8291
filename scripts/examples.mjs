// Installs what the examples need and builds them, when anything in them changed.
import { execFileSync } from 'node:child_process'
import './operations.mjs'
import { unlessUpToDate } from './upToDate.mjs'

const npm = (...args) => execFileSync('npm', [...args, '--prefix', 'examples'], { stdio: 'inherit' })

const lock = 'examples/package-lock.json'

unlessUpToDate({ inputs: [lock], stamp: 'examples/node_modules/.stamp' }, () => npm('ci'))

const inputs = [
  lock,
  'examples/package.json',
  'schema.graphql',
  'codegen.ts',
  'docs/examples',
  'examples/vite.config.ts',
  'examples/chat',
  'examples/apollo',
  'examples/assistant',
]

unlessUpToDate({ inputs, stamp: 'examples/dist/.stamp' }, () => npm('run', '-s', 'build'))
