// collect-app.mjs APP FOLDER: copies what an app needs of this repository, built, into a folder: itself, the libraries that it
// depends on (and those that they depend on), and the links by which Node finds them.
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';

const [app, output] = process.argv.slice(2);
const root = process.cwd();
const collected = new Set();

async function collect(folder) {
  if (collected.has(folder)) return;
  collected.add(folder);
  const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  for (const part of ['package.json', 'dist', 'prisma/migrations', 'migrations']) {
    await cp(join(root, folder, part), join(output, folder, part), {
      recursive: true,
      filter: (source) => !source.endsWith('.map'),
    }).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  const own = Object.keys(manifest.dependencies ?? {}).filter((name) => name.startsWith('@sugang/'));
  for (const name of own) {
    const target = relative(root, realpathSync(join(root, 'node_modules', name)));
    await link(name, target);
    await collect(target);
  }
}

async function link(name, target) {
  await mkdir(join(output, 'node_modules/@sugang'), { recursive: true });
  await symlink(join('../..', target), join(output, 'node_modules', name)).catch((error) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

await collect(join('apps', app));
