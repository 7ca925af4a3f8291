import type { CodegenConfig } from '@graphql-codegen/cli'

/** Types the operations that the tests write with `graphql(...)`, from the schema alone. */
export default {
  schema: 'schema.graphql',
  documents: 'test/**/*.ts',
  importExtension: '.ts',
  generates: {
    'test/gql/': {
      preset: 'client',
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
    },
  },
} satisfies CodegenConfig
