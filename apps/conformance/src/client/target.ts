/** A running variant (or another grouping of the modules) behind Nginx. */
export interface Target {
  /** What the test report calls it: `monolith`, `msa`, … */
  readonly name: string;
  /** The address before `/api`, without a slash at the end. */
  readonly url: string;
  /** Whether enrollment and billing share a process: then no answer to an enrolment is ever `pending`. */
  readonly decidesAtOnce: boolean;
}

/** The targets named by `CONFORMANCE_TARGETS="monolith=http://…,msa=http://…"`, or none where it is not set. */
export function targetsFromEnvironment(setting = process.env['CONFORMANCE_TARGETS']): Target[] {
  return (setting ?? '').split(',').filter(Boolean).map(readTarget);
}

function readTarget(entry: string): Target {
  const [, name, url] = /^\s*([\w-]+)=(https?:\/\/\S+?)\/*\s*$/.exec(entry) ?? [];
  if (!name || !url)
    throw new Error(`CONFORMANCE_TARGETS holds "${entry}"; write it as name=http://host:port.`);
  return { name, url, decidesAtOnce: name === 'monolith' };
}
