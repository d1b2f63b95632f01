/** `npm start`: the lab's command `up`, unless another one of those for a running system is named. */
import { runLab } from './run-lab.mjs';

const commands = ['up', 'down', 'status', 'dead-letters', 'edge', 'trace'];
const args = process.argv.slice(2);
await runLab(commands.includes(args[0]) ? args : ['up', ...args]);
