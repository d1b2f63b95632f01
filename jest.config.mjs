import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const swcrc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/**
 * One configuration for the whole repository and, with `--rootDir .`, for a single project.
 * Run it as `node --experimental-vm-modules node_modules/jest/bin/jest.js`.
 */
export default {
  // The tests are ES modules, so nothing may be turned into CommonJS on the way.
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      fileURLToPath(import.meta.resolve('@swc/jest')),
      // The same settings as the build, but tests are wanted here, and relative imports stay `.ts`.
      {
        ...swcrc,
        swcrc: false,
        $schema: undefined,
        exclude: undefined,
        sourceMaps: 'inline',
        jsc: { ...swcrc.jsc, rewriteRelativeImportExtensions: false },
      },
    ],
  },
  testEnvironment: fileURLToPath(import.meta.resolve('jest-environment-node')),
  testEnvironmentOptions: {
    // `@sugang/source` makes a workspace resolve to its sources: a test never runs against a stale build.
    customExportConditions: ['@sugang/source', 'node', 'node-addons'],
  },
  // Only to end a test that hangs: how long one takes says nothing on a machine with other work.
  testTimeout: 60_000,
  testMatch: ['**/*.test.ts', '**/*.test.mjs'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/bundle/', '/generated/'],
  modulePathIgnorePatterns: [
    '<rootDir>/(apps|bench|libs)/.*/(dist|bundle)/',
    '<rootDir>/dist/',
    '/\\.nx/',
    '/\\.sugang/',
  ],
  watchPathIgnorePatterns: ['/dist/', '/bundle/', '/generated/', '/\\.nx/', '/\\.sugang/'],
};
