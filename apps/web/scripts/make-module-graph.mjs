/**
 * Writes what the lab's page of modules shows into the built site: the real graph of projects, what each shows to others, the rules that keep them apart with
 * their reasons, and the images that are made of them.
 */
import { createProjectGraphAsync } from '@nx/devkit';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constraints, constraintsForTests } from '../../../tools/boundaries/constraints.mjs';
import { exportsOf } from './module-graph/exports-of.mjs';
import { imagesOf } from './module-graph/images-of.mjs';
import { reasonsIn } from './module-graph/reasons-in.mjs';
import { writeForSite } from './write-for-site.mjs';

const root = new URL('../../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');

// A daemon would outlive the command.
process.env['NX_DAEMON'] = 'false';
const { nodes, dependencies } = await createProjectGraphAsync({ exitOnError: true });

const modules = Object.values(nodes)
  .filter(({ data }) => data.root !== '.')
  .map(({ name, data }) => {
    const manifest = JSON.parse(read(`${data.root}/package.json`));
    const tags = data.tags ?? [];
    const tagged = (kind) => tags.find((tag) => tag.startsWith(`${kind}:`))?.slice(kind.length + 1) ?? 'none';
    return {
      name,
      folder: data.root,
      context: tagged('context'),
      layer: tagged('layer'),
      tags: tags.filter((tag) => !tag.startsWith('npm:')),
      needs: [...new Set((dependencies[name] ?? []).map(({ target }) => target))]
        .filter((target) => Object.hasOwn(nodes, target) && target !== name)
        .sort(),
      packages: Object.keys(manifest.dependencies ?? {}).filter(
        (dependency) => !Object.hasOwn(nodes, dependency),
      ),
      shows: Object.entries(manifest.exports ?? {}).map(([path, { '@sugang/source': source }]) => ({
        path,
        names: exportsOf(fileURLToPath(new URL(`${data.root}/${source}`, root))),
      })),
    };
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const reasons = reasonsIn(read('tools/boundaries/constraints.mjs'));
const rules = constraints.map(({ sourceTag, onlyDependOnLibsWithTags }, index) => {
  const inTests = constraintsForTests[index].onlyDependOnLibsWithTags;
  const reason = reasons(sourceTag);
  return {
    source: sourceTag,
    mayUse: onlyDependOnLibsWithTags,
    ...(inTests.length > onlyDependOnLibsWithTags.length && { inTests }),
    reason,
  };
});

writeForSite('modules.json', {
  schema: 'sugang-modules/1',
  modules,
  rules,
  // As in eslint.config.mjs: the test library's own parts are tested with it.
  mayBeInCircles: ['@sugang/testing'],
  images: imagesOf(read),
});
// Nx leaves workers behind that would keep the command waiting.
process.exit(0);
