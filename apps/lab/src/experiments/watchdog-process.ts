import { once } from 'node:events';
import { Engine } from '../runtime/compose/engine.ts';
import { removeLeftovers } from '../runtime/compose/leftovers.ts';
import { clearLeftovers } from './leftovers.ts';

// Waits until the lab that started it is gone, and clears away what that one left. Who ends in good order dismisses it before.
process.stdin.resume();
await once(process.stdin, 'close');
await clearLeftovers();
const engine = await Engine.find().catch(() => undefined);
if (engine) await removeLeftovers(engine);
