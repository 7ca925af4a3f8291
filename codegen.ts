import type { CodegenConfig } from '@graphql-codegen/cli'

/** The operations that some sources write with `graphql(...)`, typed from the schema alone. */
const operationsOf = (documents: string) =>
  ({
    documents,
    preset: 'client' as const,
    presetConfig: { fragmentMasking: false },
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      strictScalars: true,
      defaultScalarType: 'unknown',
      scalars: {
        DateTime: 'string',
        Upload: 'File',
        JSON: 'unknown',
        JSONObject: 'Record<string, unknown>',
      },
    },
  }) satisfies CodegenConfig['generates'][string]

export default {
  schema: 'schema.graphql',
  importExtension: '.ts',
  generates: {
    'test/gql/': operationsOf('test/**/*.ts'),
    'examples/gql/chat/': operationsOf('examples/chat/**/*.{ts,tsx}'),
    'examples/gql/apollo/': operationsOf('examples/apollo/**/*.{ts,tsx}'),
    'examples/gql/assistant/': operationsOf('examples/assistant/**/*.ts'),
    // What the caches of urql and of Apollo Client want to know of the schema.
    'examples/gql/chat/introspection.json': {
      plugins: ['introspection'],
      config: { descriptions: false, minify: true },
    },
    'examples/gql/apollo/possibleTypes.ts': {
      plugins: ['fragment-matcher'],
      config: { apolloClientVersion: 3, useExplicitTyping: true },
    },
  },
} satisfies CodegenConfig
