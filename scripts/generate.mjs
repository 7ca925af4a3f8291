// The Prisma client, generated when the data model or Prisma itself changed: it takes some seconds.
import { run } from './run.mjs'
import { unlessUpToDate } from './upToDate.mjs'

const inputs = [
  'prisma/schema.prisma',
  'prisma/prisma.config.ts',
  'node_modules/prisma/package.json',
  'node_modules/@pothos/plugin-prisma/package.json',
]

unlessUpToDate({ inputs, stamp: 'src/platform/db/generated/.stamp' }, () =>
  run('prisma', 'generate', '--config', 'prisma/prisma.config.ts'),
)
