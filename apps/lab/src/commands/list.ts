import { claims, notTested } from '../experiments/claims.ts';
import { experiments } from '../experiments/index.ts';

/** Shows all claims, and which of them have an experiment. */
export function list({ json }: { json?: true }): void {
  const rows = claims.map((claim) => {
    const experiment = experiments.find(({ id }) => id === claim.id);
    return { ...claim, runtime: experiment?.runtime ?? null };
  });
  if (json) return print(JSON.stringify({ claims: rows, notTested }));
  const width = Math.max(...rows.map(({ id }) => id.length));
  let group = '';
  for (const row of rows) {
    if (row.group !== group) print(`${group === '' ? '' : '\n'}${(group = row.group)}`);
    print(`  ${row.id.padEnd(width)}  ${row.runtime ? '' : '(no experiment yet) '}${row.words}`);
  }
  print('\nNot tested');
  for (const { what, why } of notTested) print(`  ${what}: ${why}`);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
