/**
 * Writes the Prisma client of a schema: `node generate-prisma-client.mjs prisma/schema.prisma`.
 *
 * It calls the generator that `prisma generate` calls, and its files are the same to the byte. The command line itself
 * is left out because it brings a studio, a second database and an engine that must be downloaded (150 MB) for it (docs/adr has the figures).
 */
import { createRequire } from 'node:module';
import { relative } from 'node:path';

// The packages' ES modules import paths without an extension, which Node refuses; their CommonJS builds are sound.
const require = createRequire(import.meta.url);
const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts');
const { getGenerators, loadSchemaContext } = require('@prisma/internals');
const { enginesVersion } = require('@prisma/engines-version');

const schemaPath = process.argv[2];
if (!schemaPath) {
  console.error('Name the schema: node scripts/generate-prisma-client.mjs prisma/schema.prisma');
  process.exit(1);
}

const generators = await getGenerators({
  schemaContext: await loadSchemaContext({
    schemaPath: { cliProvidedPath: schemaPath },
    printLoadMessage: false,
  }),
  registry: { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } },
  version: enginesVersion,
  cliCommand: 'generate',
});
for (const generator of generators) {
  await generator.generate();
  generator.stop();
  console.log(
    `Generated the Prisma client of ${schemaPath} into ${relative('.', generator.options.generator.output.value)}.`,
  );
}
