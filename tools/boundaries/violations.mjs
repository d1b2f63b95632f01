const imports = '@nx/enforce-module-boundaries';
const typesOnly = '@typescript-eslint/no-restricted-imports';
/** Each fixture that breaks a rule: its file, the rule, and a part of what the rule says. */
export const violations = [
  ['context-sees-domain-of-another.ts', imports, 'tagged with "context:catalog" can only depend on'],
  ['module-imports-module.ts', imports, 'tagged with "layer:module" can only depend on'],
  [
    'contracts-know-framework.ts',
    imports,
    'tagged with "layer:contracts" is not allowed to import "@nestjs/common"',
  ],
  [
    'domain-knows-framework.ts',
    imports,
    'tagged with "layer:domain" is not allowed to import "@nestjs/common"',
  ],
  ['domain-knows-database.ts', imports, 'tagged with "layer:domain" is not allowed to import "pg"'],
  ['domain-reads-files.ts', 'no-restricted-imports', 'do no input or output'],
  ['kit-knows-platform.ts', imports, 'tagged with "layer:kit" can only depend on'],
  ['platform-knows-context.ts', imports, 'tagged with "layer:platform" can only depend on'],
  ['platform-names-schema.ts', 'boundaries/own-schema-only', 'names the schema "enrollment"'],
  ['app-imports-domain.ts', imports, 'tagged with "layer:app" can only depend on'],
  ['app-imports-app.ts', imports, 'tagged with "layer:app" can only depend on'],
  ['app-imports-database-library.ts', imports, 'tagged with "layer:app" is not allowed to import "pg"'],
  ['app-holds-sql.ts', 'boundaries/no-sql', 'Apps hold no SQL'],
  ['suite-imports-module.ts', imports, 'tagged with "layer:suite" can only depend on'],
  ['bench-imports-module.ts', imports, 'tagged with "layer:bench" can only depend on'],
  ['baseline-imports-platform.ts', imports, 'tagged with "layer:baseline" can only depend on'],
  ['inspector-imports-module.ts', imports, 'tagged with "layer:inspector" can only depend on'],
  ['site-imports-contracts.ts', imports, 'tagged with "layer:site" can only depend on'],
  ['site-runs-lab.ts', typesOnly, 'import type'],
  ['site-enters-lab.ts', typesOnly, 'nothing of the lab but'],
  ['foreign-table-in-string.ts', 'boundaries/own-schema-only', 'names the schema "billing"'],
  ['foreign-table-in-tagged-template.ts', 'boundaries/own-schema-only', 'names the schema "enrollment"'],
  ['transitive-package.ts', imports, 'Only packages defined in the "package.json"'],
  ['relative-path-into-another-project.ts', imports, 'cannot be imported by a relative or absolute path'],
];
/** The fixtures that break none. */
export const wellBehaved = [
  'good-app.ts',
  'good-contracts.ts',
  'good-domain.ts',
  'good-module.ts',
  'good-site.ts',
];
