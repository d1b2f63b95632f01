/**
 * Reads the reasons of the boundary rules, which stand as comments above them in `tools/boundaries/constraints.mjs`.
 *
 * @returns {(sourceTag: string) => string} the reason of the rule for a tag; it throws where a rule has none
 */
export function reasonsIn(source) {
  const reasons = new Map();
  for (const [, comment, tag] of source.matchAll(/((?:^ *\/\/.*\n)+) *\{[^}]*?sourceTag: '([^']+)'/gm))
    reasons.set(tag, wordsOf(comment));
  const [, ofContexts] = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*const contextConstraints/.exec(source) ?? [];
  return (tag) => {
    const reason = reasons.get(tag) ?? (tag.startsWith('context:') && ofContexts && wordsOf(ofContexts));
    if (reason) return reason;
    throw new Error(
      `The rule for "${tag}" has no reason: write it as a comment above it in constraints.mjs.`,
    );
  };
}

const wordsOf = (comment) =>
  comment
    .split('\n')
    .map((line) => line.replace(/^\s*(\/\/|\*)?\s*/, ''))
    .join(' ')
    .trim();
