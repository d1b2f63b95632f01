import { fileURLToPath } from 'node:url';

/** The folder of the whole project; this file lies equally deep in `src` and in `dist`. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
