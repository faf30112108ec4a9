import nx from '@nx/eslint-plugin';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

const TS = ['**/*.ts', '**/*.tsx'];
const OUTSIDE_WORLD = ['node:fs', 'node:fs/promises', 'node:net', 'node:http', 'node:https', 'node:child_process', 'node:dgram', 'node:worker_threads', 'node:os'];
const FRAMEWORKS = ['@nestjs/*', '@prisma/*', 'pg', '@clickhouse/*', '@temporalio/*', 'fastify', 'keycloak-connect', 'nodemailer', 'pino'];
const MINT = { name: '@watchfloor/core/mint', message: 'Only authentication mints a TenantScope (libs/store/identity): take the scope as an argument.' };

/** Layers of DESIGN.md §1.5: domain (pure) ← store (outside world) ← apps; workflow (Temporal sandbox) sees only domain. */
const LAYERS = [
  { sourceTag: 'layer:domain', onlyDependOnLibsWithTags: ['layer:domain'], bannedExternalImports: FRAMEWORKS },
  { sourceTag: 'layer:workflow', onlyDependOnLibsWithTags: ['layer:domain', 'layer:workflow'], allowedExternalImports: ['@temporalio/workflow', '@temporalio/common'] },
  { sourceTag: 'layer:store', onlyDependOnLibsWithTags: ['layer:domain', 'layer:store', 'layer:workflow'], bannedExternalImports: ['@nestjs/platform-*', '@nestjs/graphql', '@nestjs/mercurius'] },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['layer:domain', 'layer:store', 'layer:workflow'] },
  { sourceTag: 'layer:infra', onlyDependOnLibsWithTags: ['layer:domain', 'layer:store', 'layer:infra', 'layer:testing'] },
  { sourceTag: 'layer:testing', onlyDependOnLibsWithTags: ['layer:domain', 'layer:store', 'layer:workflow', 'layer:infra', 'layer:testing'] },
  { sourceTag: 'layer:portal', onlyDependOnLibsWithTags: ['layer:portal'] },
  { sourceTag: 'layer:tools', onlyDependOnLibsWithTags: ['*'] },
];

/** Tests run on real engines, so the test folders (and only they) of stores and apps may also use what starts them. */
const TEST_LAYERS = LAYERS.map((layer) =>
  ['layer:store', 'layer:app'].includes(layer.sourceTag) ? { ...layer, onlyDependOnLibsWithTags: [...layer.onlyDependOnLibsWithTags, 'layer:testing', 'layer:infra'] } : layer,
);
const BOUNDARIES = { enforceBuildableLibDependency: false, allow: ['.*/tools/.*', '@watchfloor/.*/.*'] };

export default tseslint.config(
  { ignores: ['**/dist/**', '**/generated/**', 'node_modules', '.nx', '.watchfloor', ...(process.env.WF_LINT_CANARIES ? [] : ['**/canaries/**'])] },
  ...tseslint.configs.recommended,
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: TS,
    plugins: { '@nx': nx, 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js', '.mjs'], conditionNames: ['import', 'default'] })],
    },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { ...BOUNDARIES, depConstraints: LAYERS }],
      'import-x/no-cycle': ['error', { maxDepth: 8 }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      'max-lines': ['error', { max: 400, skipComments: false, skipBlankLines: false }],
      'max-params': ['error', { max: 6 }],
      'no-restricted-imports': ['error', { paths: [MINT] }],
    },
  },
  { files: ['libs/store/identity/**', 'libs/testing/**', '**/test/**', 'tests/**'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['libs/*/*/test/**/*.ts', 'apps/*/test/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': ['error', { ...BOUNDARIES, depConstraints: TEST_LAYERS }] },
  },
  {
    // The domain is pure: data in, data out.
    files: ['libs/domain/*/src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [MINT, ...OUTSIDE_WORLD.map((name) => ({ name, message: 'The domain does no I/O: take the data as an argument.' }))] }],
      'no-restricted-globals': ['error', { name: 'process', message: 'The domain reads no environment: take it as an argument.' }, 'fetch', 'setTimeout', 'setInterval'],
    },
  },
  { files: ['libs/workflow/*/src/**/*.ts'], rules: { 'no-restricted-globals': ['error', 'process', 'fetch', 'Intl', 'setInterval'] } },
  // Nest's decorated signatures need value imports for classes.
  { files: ['apps/*/src/**/*.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  // tsconfig.json leaves the canaries out; lint reads them only to see itself refuse them (tools/checks/check-canaries.ts).
  { files: ['**/canaries/**/*.ts'], languageOptions: { parserOptions: { projectService: false, project: ['tests/boundaries/tsconfig.json'] } } },
  { files: ['**/*.mjs'], ...tseslint.configs.disableTypeChecked },
);
