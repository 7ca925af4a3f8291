// Sums up vitest's JSON results, and names last what failed: the end of a log is what people see.
// Arguments: one run each, as its results and those of its repetition, separated by a comma.
import { existsSync, readFileSync } from 'node:fs'

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined)

/** Each test's last result by its name, and each file that failed without a test of its own. */
const resultsOf = (paths) => {
  const results = new Map()
  for (const { testResults } of paths.map(read).filter(Boolean)) {
    for (const { name: file, status, message, assertionResults } of testResults) {
      results.delete(file)
      if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) {
        results.set(file, { status, message })
      }
      for (const { fullName, status, failureMessages } of assertionResults) {
        const before = results.get(`${file} > ${fullName}`)
        results.set(`${file} > ${fullName}`, {
          status,
          repeated: before?.status === 'failed',
          message: failureMessages[0] ?? before?.message,
        })
      }
    }
  }
  // A run without results ended before its tests did.
  return results.size > 0 ? results : new Map([[paths[0], { status: 'failed', message: 'no results' }]])
}

const all = process.argv.slice(2).flatMap((run) => [...resultsOf(run.split(','))])
const having = (status) => all.filter(([, result]) => result.status === status)
const list = (title, results) => {
  for (const [name, { message }] of results) console.log(`${title}: ${name}\n${message?.slice(0, 2_000)}\n`)
}

list(
  'Passed only when repeated',
  having('passed').filter(([, { repeated }]) => repeated),
)
list('Failed', having('failed'))
console.log(`${having('passed').length} passed, ${having('failed').length} failed`)
