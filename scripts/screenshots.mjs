/** `npm run screenshots`: makes the pictures in docs/screenshots anew. */
import { runWebE2e } from './run-web-e2e.mjs';

await runWebE2e('screenshots');
