import { stripVTControlCharacters } from 'node:util';

/**
 * What the tasks say that failed, out of all that Nx says; everything where none can be made out. Without colours, which Nx uses
 * wherever `CI` is set.
 *
 * @param said - the output of a run of Nx with `--output-style=static`
 */
export function whatFailed(said) {
  const text = stripVTControlCharacters(said);
  const failed = (text.split('Failed tasks:')[1] ?? '').match(/^- \S+$/gm) ?? [];
  const sections = text.split(/^(?=> nx run | NX )/m);
  const told = sections.filter((section) =>
    failed.some((task) => section.startsWith(`> nx run ${task.slice(2)}`)),
  );
  return told.length > 0 ? told.join('') : text;
}
