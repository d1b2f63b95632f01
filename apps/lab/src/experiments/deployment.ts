import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from '../project-root.ts';
import type { VariantArm } from './variants.ts';

/** The files of Compose that one variant alone needs; Postgres, Nginx and what all services have in common are not among them. */
export const composeFilesOf: Readonly<Record<VariantArm, readonly string[]>> = {
  monolith: ['infra/compose/monolith.yml'],
  msa: ['infra/compose/microservices.yml', 'infra/compose/broker.yml'],
};

/** What there is to keep of one service of a deployment by Compose. */
export interface DeployedService {
  readonly name: string;
  readonly image: string;
  /** The names of the environment variables that it is given. */
  readonly settings: readonly string[];
  /** The app that its image is made of; nothing for somebody else's image. */
  readonly app?: string;
}

/** The services that a variant is deployed as, from the files of Compose. */
export async function deploymentOf(variant: VariantArm): Promise<DeployedService[]> {
  const services = await Promise.all(composeFilesOf[variant].map(deployedBy));
  return services.flat();
}

/** What the image of an app holds beside Node.js, in bytes: its bundle without the source maps (infra/compose/Dockerfile). */
export async function programBytes(app: string): Promise<number> {
  const folder = join(projectRoot, 'apps', app, 'bundle');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.map'));
  const sizes = await Promise.all(files.map(({ parentPath, name }) => stat(join(parentPath, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/** A service as Compose reads it; ours write their environment as a map. */
interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly args?: { readonly APP?: string } };
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly extends?: { readonly file?: string; readonly service: string };
}

async function deployedBy(file: string): Promise<DeployedService[]> {
  return Promise.all(
    Object.entries(await servicesIn(file)).map(async ([name, service]) => {
      const app = service.build?.args?.APP;
      return {
        name,
        image: service.image ?? name,
        settings: [...(await settingsOf(file, service))],
        ...(app !== undefined && { app }),
      };
    }),
  );
}

/** Their names, with those that it has from the service which it extends. */
async function settingsOf(file: string, service: ComposeService): Promise<Set<string>> {
  const own = Object.keys(service.environment ?? {});
  if (!service.extends) return new Set(own);
  const parent = service.extends.file ? join(dirname(file), service.extends.file) : file;
  const inherited = await settingsOf(parent, (await servicesIn(parent))[service.extends.service]!);
  return new Set([...inherited, ...own]);
}

async function servicesIn(file: string): Promise<Readonly<Record<string, ComposeService>>> {
  const { services } = parse(await readFile(join(projectRoot, file), 'utf8')) as {
    readonly services: Readonly<Record<string, ComposeService>>;
  };
  return services;
}
