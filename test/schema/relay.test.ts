import { readFile } from 'node:fs/promises'
import plugin from '@graphql-eslint/eslint-plugin'
import { ESLint, type Linter } from 'eslint'
import { expect, test } from 'vitest'

const PATH = 'schema.graphql'

// The wrapping rule would forbid every list but edges, a message's parts and files among them.
const rules: Linter.RulesRecord = {
  '@graphql-eslint/relay-arguments': 'error',
  '@graphql-eslint/relay-connection-types': 'error',
  '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
  '@graphql-eslint/relay-page-info': 'error',
}

const faultsOf = async (schema: string): Promise<string[]> => {
  const eslint = new ESLint({
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.graphql'],
      languageOptions: {
        parser: plugin.parser as Linter.Parser,
        parserOptions: { graphQLConfig: { schema } },
      },
      plugins: { '@graphql-eslint': plugin as unknown as ESLint.Plugin },
      rules,
    },
  })
  const [result] = await eslint.lintText(schema, { filePath: PATH })
  return result?.messages.map(({ line, message }) => `${line}: ${message}`) ?? ['not linted']
}

test('schema.graphql keeps the rules of Relay', async () => {
  expect(await faultsOf(await readFile(PATH, 'utf8'))).toEqual([])
})

test('a connection that breaks them would be found', async () => {
  const faults = await faultsOf(
    'type Query { all: ThingConnection } type ThingConnection { edges: [String] }',
  )
  expect(faults).toContainEqual(expect.stringContaining('pageInfo'))
})
