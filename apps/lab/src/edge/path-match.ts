/** How Nginx recognises a path template: exactly, or by an anchored regular expression where it has parameters. */
export function locationMatch(path: string): string {
  if (!path.includes('{')) return `= ${path}`;
  const pattern = path
    .split('/')
    .map((segment) => (isParameter(segment) ? '[^/]+' : escapeRegExp(segment)))
    .join('/');
  return `~ "^${pattern}$"`;
}

/**
 * Orders path templates so that the more specific of two that match the same path comes first: Nginx takes the first
 * regular expression that matches.
 */
export function bySpecificity(a: string, b: string): number {
  const [first, second] = [specificity(a), specificity(b)];
  if (first === second) return a < b ? -1 : a > b ? 1 : 0;
  return first < second ? -1 : 1;
}

const isParameter = (segment: string) => /^\{\w+\}$/.test(segment);

const specificity = (path: string) =>
  path
    .split('/')
    .map((segment) => (isParameter(segment) ? '1' : '0'))
    .join('');

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
