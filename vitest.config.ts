import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: {
    // Vite would take the package's second copy, whose types are not those of its dependents.
    alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // These measure the server's memory, in which the embedded database has its own.
    exclude: process.env.DATABASE_URL ? [] : ['test/memory/**'],
    globalSetup: 'test/support/globalSetup.ts',
    setupFiles: 'test/support/eachFile.ts',
    pool: 'forks',
    // Files share the modules that they load, which takes half of the time of most. So no module may keep what differs.
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine is not a wrong one.
    expect: { poll: { timeout: 30_000 } },
  },
})
