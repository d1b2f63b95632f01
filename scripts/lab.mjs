/** `npm run lab`: runs the system, measures it, and reports; without a command it says what there is. */
import { runLab } from './run-lab.mjs';

const args = process.argv.slice(2);
await runLab(args.length === 0 ? ['--help'] : args);
