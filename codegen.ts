import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types the operations that the tests and the example clients write with `graphql(...)`, from the schema alone. */
export default {
  schema: 'schema.graphql',
  documents: 'test/**/*.ts',
  importExtension: '.ts',
  silent: true,
  generates: {
    'test/gql/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: { DateTime: 'string', JSON: 'unknown', JSONObject: 'Record<string, unknown>' },
      },
    },
  },
} satisfies CodegenConfig
