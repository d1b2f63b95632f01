import js from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { constraints, constraintsForTests } from './tools/boundaries/constraints.mjs';
import { sqlRules } from './tools/boundaries/sql-rules.mjs';

// The boundary rule reads Nx's stored graph of projects and is silent where there is none: make it here, always fresh.
process.env['NX_DAEMON'] = 'false';
await createProjectGraphAsync({ exitOnError: true });

const boundaries = (depConstraints) => [
  'error',
  {
    depConstraints,
    // A package that is only there because another one brings it vanishes with that one, and is missing in the images.
    banTransitiveDependencies: true,
    // The test library starts databases with the persistence library, whose own tests need a database.
    ignoredCircularDependencies: [['@sugang/testing', '@sugang/*']],
  },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/bundle/',
      '**/generated/',
      '**/node_modules/',
      '**/.nx/',
      '**/.sugang/',
      'coverage/',
      'tools/boundaries/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'performance',
          'console',
          'URL',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'AbortSignal',
          'Buffer',
        ].map((n) => [n, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A promise that nobody awaits loses its error, and with it a request or an event.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      // Without `type`, an import stays in the output: a contract would pull its module into the process.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A schema and the type made from it share their name, which is how zod is written.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      // Nest's modules are classes that only carry a decorator.
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  {
    files: ['apps/**/*.{ts,tsx}', 'bench/**/*.ts', 'libs/**/*.ts', 'tools/verification/**/*.ts'],
    plugins: { '@nx': nx, boundaries: sqlRules },
    rules: { '@nx/enforce-module-boundaries': boundaries(constraints) },
  },
  {
    files: [
      'apps/**/*.test.{ts,tsx}',
      'apps/*/test/**/*.ts',
      'bench/**/*.test.ts',
      'libs/**/*.test.ts',
      'libs/*/*/test/**/*.ts',
      'tools/verification/**/*.test.ts',
      'tools/verification/test/**/*.ts',
    ],
    rules: { '@nx/enforce-module-boundaries': boundaries(constraintsForTests) },
  },
  { files: ['apps/**/*.{ts,tsx}'], rules: { 'boundaries/no-sql': 'error' } },
  { files: ['libs/*/*/src/**/*.ts'], rules: { 'boundaries/own-schema-only': 'error' } },
  {
    files: ['apps/web/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@sugang/lab/site$',
              allowTypeImports: true,
              message:
                'The site asks the lab over HTTP: take its types with `import type`, and run none of it.',
            },
            {
              regex: '^@sugang/lab(?!/site$)',
              message: 'The site may have nothing of the lab but the types of @sugang/lab/site.',
            },
          ],
        },
      ],
    },
  },
  {
    // Rules and contracts are pure: they neither read files nor open sockets, so that they mean the same everywhere.
    files: [
      'libs/*/domain/src/**/*.ts',
      'libs/*/contracts/src/**/*.ts',
      'libs/platform/contract/src/**/*.ts',
    ],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(node:)?(fs|net|http|https|http2|dns|tls|child_process|worker_threads|cluster)(/|$)',
              message:
                'Contracts and domains do no input or output: let the module read it and hand the value in.',
            },
          ],
        },
      ],
    },
  },
);
