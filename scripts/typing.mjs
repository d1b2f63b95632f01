/** `npm run typing`: whether who types in the site's search ever waits for a frame. */
import { runWebE2e } from './run-web-e2e.mjs';

await runWebE2e('typing');
