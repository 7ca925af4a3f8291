// src to dist, when anything in it changed.
import { rmSync } from 'node:fs'
import './generate.mjs'
import { run } from './run.mjs'
import { unlessUpToDate } from './upToDate.mjs'

const inputs = ['src', 'tsconfig.json', 'tsconfig.build.json', 'scripts/bundle.mjs', 'package-lock.json']

unlessUpToDate({ inputs, stamp: 'dist/.stamp' }, () => {
  // What came of a source that is gone must go too.
  rmSync('dist', { recursive: true, force: true })
  run('tsc', '-p', 'tsconfig.build.json')
  run('rolldown', '--config', 'scripts/bundle.mjs')
})
