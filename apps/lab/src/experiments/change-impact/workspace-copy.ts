import { copyFile, cp, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../project-root.ts';
import type { Stage } from '../stage.ts';

/**
 * Copies the workspace as it is, with what is not committed, so that builds write nowhere else. Packages of others are linked to;
 * those of the workspace are those of the copy.
 *
 * @returns the copy's folder
 */
export async function copyWorkspace(stage: Stage): Promise<string> {
  const target = join(stage.folder, 'workspace');
  for (const file of await filesOf(stage)) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await copyFile(join(projectRoot, file), join(target, file));
  }
  // Made by Prisma from its schema, which none of the changes touches.
  for (const context of await readdir(join(projectRoot, 'libs'))) {
    const generated = join('libs', context, 'module/src/generated');
    if (existsSync(join(projectRoot, generated)))
      await cp(join(projectRoot, generated), join(target, generated), { recursive: true });
  }
  for (const folder of await packageFolders()) await linkPackages(folder, target);
  return target;
}

/** All files that are not ignored. */
async function filesOf(stage: Stage): Promise<string[]> {
  const { output, exitCode } = await stage.run('git', ['ls-files', '-co', '--exclude-standard', '-z']);
  if (exitCode !== 0)
    throw new Error('Git does not say which files belong to the workspace; this experiment needs a clone.');
  return output.split('\0').filter((file) => file && existsSync(join(projectRoot, file)));
}

/** The workspace's own folder of packages, and those of projects that need another version. */
async function packageFolders(): Promise<string[]> {
  const projects = (await readdir(join(projectRoot, 'apps'))).map((app) => join('apps', app, 'node_modules'));
  return ['node_modules', ...projects].filter((folder) => existsSync(join(projectRoot, folder)));
}

async function linkPackages(folder: string, target: string): Promise<void> {
  await mkdir(join(target, folder), { recursive: true });
  for (const name of await readdir(join(projectRoot, folder))) {
    if (name === '@sugang') await linkOwn(join(folder, name), target);
    else await symlink(join(projectRoot, folder, name), join(target, folder, name));
  }
}

/** Their links are relative, so that the same link in the copy leads to the copy. */
async function linkOwn(folder: string, target: string): Promise<void> {
  await mkdir(join(target, folder), { recursive: true });
  for (const name of await readdir(join(projectRoot, folder)))
    await symlink(await readlink(join(projectRoot, folder, name)), join(target, folder, name));
}
