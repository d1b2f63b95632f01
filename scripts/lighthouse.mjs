/** `npm run lighthouse`: what Lighthouse says of the site's main pages. */
import { runWebE2e } from './run-web-e2e.mjs';

await runWebE2e('lighthouse');
