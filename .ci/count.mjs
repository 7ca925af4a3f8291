// Sums up vitest's JSON results. A run without one counts as one failure: it ended before its tests did.
import { existsSync, readFileSync } from 'node:fs'

const runs = process.argv.slice(2).map((path) => {
  if (!existsSync(path)) return { passed: 0, failed: 1 }
  const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(
    readFileSync(path, 'utf8'),
  )
  // A file that does not load fails without a test of its own.
  const failed = numFailedTests || (success ? 0 : Math.max(numFailedTestSuites, 1))
  return { passed: numPassedTests, failed }
})
const sum = (key) => runs.reduce((total, run) => total + run[key], 0)

console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
