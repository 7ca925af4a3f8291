// The types of the operations in the tests, generated when an operation or the schema changed.
import './generate.mjs'
import { run } from './run.mjs'
import { unlessUpToDate } from './upToDate.mjs'

const inputs = [
  'codegen.ts',
  'schema.graphql',
  'test',
  'examples/chat',
  'examples/apollo',
  'examples/assistant',
  'node_modules/@graphql-codegen/client-preset/package.json',
]

unlessUpToDate({ inputs, stamp: 'test/gql/.stamp' }, () => run('graphql-codegen'))
