import { defineConfig } from 'prisma/config'

// `prisma generate` looks for the native schema engine, though it needs none, and fails where its
// download is shut off. Any executable satisfies it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'schema.prisma',
  migrations: { path: 'migrations' },
})
