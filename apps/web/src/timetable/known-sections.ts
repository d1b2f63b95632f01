/** An entry of a timetable; without its section while the catalog cannot be reached. */
interface MaybeKnown<Section> {
  enrollment: { sectionId: string };
  section?: Section | undefined;
}

/**
 * Remembers the sections that were seen, so that a week stays readable when the catalog goes down. What the catalog says now always
 * goes before what it said earlier.
 */
export class KnownSections<Section extends { id: string }> {
  readonly #known = new Map<string, Section>();

  /** With what is remembered in the place of what is missing. */
  complete<Entry extends MaybeKnown<Section>>(entries: readonly Entry[]): Entry[] {
    for (const { section } of entries) if (section) this.#known.set(section.id, section);
    return entries.map((entry) => {
      const section = entry.section ?? this.#known.get(entry.enrollment.sectionId);
      return section ? { ...entry, section } : entry;
    });
  }
}
