import type { TermName } from '../section.ts';

/** The terms of a file, each with the name of its first row. */
export class TermNames {
  private readonly firstSeen = new Map<string, { name: string; line: number }>();

  /** Takes the term of a row, or says how it contradicts an earlier row. */
  take(term: TermName, line: number): { reason: string } | undefined {
    const known = this.firstSeen.get(term.id);
    if (!known) {
      this.firstSeen.set(term.id, { name: term.name, line });
    } else if (known.name !== term.name) {
      return {
        reason: `The term ${term.id} is "${term.name}" here and "${known.name}" in line ${known.line}`,
      };
    }
    return undefined;
  }

  /** All terms taken so far. */
  all(): TermName[] {
    return [...this.firstSeen].map(([id, { name }]) => ({ id, name }));
  }
}
