/**
 * Who may import whom, by the tags in each project's package.json. The rule reports the first constraint that is
 * broken, so layers stand before contexts: `tools/boundaries/fixtures` breaks each of them once.
 */
const contexts = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];

/** Database access belongs to the modules and to `libs/platform/persistence`. */
const databaseLibraries = ['pg', '@prisma/*', 'umzug'];

const layers = [
  // The kit is what contracts are written in: if it knew more than zod, every contract would.
  { sourceTag: 'layer:kit', onlyDependOnLibsWithTags: ['layer:kit'], allowedExternalImports: ['zod'] },

  // Contracts are read by every consumer, by tools and by Nginx's generator: a framework in them would reach all of these.
  {
    sourceTag: 'layer:contracts',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:contracts'],
    allowedExternalImports: ['zod'],
  },

  // The rules of the business must be testable and readable without a framework or a database: pure libraries only.
  {
    sourceTag: 'layer:domain',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:contracts'],
    allowedExternalImports: ['cockatiel', 'html-entities', 'zod'],
  },

  // Platform serves any context: if it knew one, the others would carry it along.
  { sourceTag: 'layer:platform', onlyDependOnLibsWithTags: ['layer:kit', 'layer:platform'] },

  // Modules meet only in a composition root, which decides whether a call is local or remote; an import decides it here.
  {
    sourceTag: 'layer:module',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:platform', 'layer:contracts', 'layer:domain'],
  },

  // A composition root composes: rules live in domains, SQL in modules, and no process is made from another's parts.
  {
    sourceTag: 'layer:app',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:platform', 'layer:contracts', 'layer:module'],
    bannedExternalImports: databaseLibraries,
  },

  // The suites see what a client sees: contracts, the lab that starts the variants for them, and the inspector's findings.
  {
    sourceTag: 'layer:suite',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:contracts', 'layer:inspector', 'app:lab'],
    bannedExternalImports: [...databaseLibraries, '@nestjs/*'],
  },

  // The inspector looks at all databases from outside, which is its purpose, and judges by the domains; it runs nothing of the
  // modules, or it would see with their eyes. Its tests make databases with their migrations.
  {
    sourceTag: 'layer:inspector',
    onlyDependOnLibsWithTags: ['layer:kit', 'layer:contracts', 'layer:domain', 'app:lab'],
    bannedExternalImports: ['@prisma/*', '@nestjs/*'],
  },

  // The benchmark starts the variants by the lab and looks at them from outside, as a client and as the database's administrator:
  // with a part of the product in it, it would measure something else than what runs.
  {
    sourceTag: 'layer:bench',
    onlyDependOnLibsWithTags: ['app:lab'],
    bannedExternalImports: ['@nestjs/*', '@prisma/*'],
  },

  // The site is a client like any other: it talks to the system over HTTP alone. Of the lab it may have the types of what it is sent
  // (eslint.config.mjs sees to that), and its tests in the browser let the lab start a system.
  {
    sourceTag: 'layer:site',
    onlyDependOnLibsWithTags: ['app:lab'],
    bannedExternalImports: [...databaseLibraries, '@nestjs/*'],
  },

  // The benchmark's plain application is what one writes without Sugang: with a library of ours it would be none.
  { sourceTag: 'layer:baseline', onlyDependOnLibsWithTags: ['layer:baseline'] },
];

/** A context sees another one only through its contracts; all else of it may change without asking anybody. */
const contextConstraints = contexts.map((context) => ({
  sourceTag: `context:${context}`,
  onlyDependOnLibsWithTags: [`context:${context}`, 'context:platform', 'layer:contracts'],
}));

/** The constraints for `@nx/enforce-module-boundaries`. */
export const constraints = [...layers, ...contextConstraints];

/** What the inspector's tests make databases with. */
const inspectorsTests = ['layer:platform', 'layer:module'];

/** Tests may also import what tests are written with, in any layer. */
export const constraintsForTests = constraints.map((constraint) => ({
  ...constraint,
  ...(constraint.sourceTag === 'layer:inspector' && {
    onlyDependOnLibsWithTags: [...constraint.onlyDependOnLibsWithTags, ...inspectorsTests],
  }),
  ...(constraint.allowedExternalImports && {
    allowedExternalImports: [...constraint.allowedExternalImports, '@jest/globals', 'fast-check'],
  }),
}));
