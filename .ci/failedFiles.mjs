// Prints the test files that failed, one a line, from vitest's JSON results.
import { existsSync, readFileSync } from 'node:fs'

const [path] = process.argv.slice(2)
const { testResults } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { testResults: [] }

for (const { name, status } of testResults) if (status === 'failed') console.log(name)
