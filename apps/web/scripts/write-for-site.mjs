import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const folder = new URL('../dist/lab/', import.meta.url);

/** Puts data among the files of the built site, compressed too, as Nginx sends it. */
export function writeForSite(name, data) {
  const text = JSON.stringify(data);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), text);
  writeFileSync(new URL(`${name}.gz`, folder), gzipSync(text, { level: 9 }));
}
