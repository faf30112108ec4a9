import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the portal's GraphQL documents, from the schema that the api prints. */
const config: CodegenConfig = {
  schema: 'apps/api/schema.graphql',
  documents: ['apps/portal/src/**/*.graphql'],
  generates: {
    'apps/portal/src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: { ID: 'string', DateTime: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
