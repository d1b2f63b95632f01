/** What the address of the registrar's sections says. */
export interface RegistrarSectionsSearch {
  readonly term?: string;
  /** Words of code, title and instructors. */
  readonly q?: string;
}

/** Reads an address that anybody may have typed; `?q=225` comes as a number. */
export function validateRegistrarSectionsSearch(search: Record<string, unknown>): RegistrarSectionsSearch {
  const [term, q] = [search['term'], search['q']].map((value) =>
    typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : '',
  );
  return { ...(term && { term }), ...(q && { q }) };
}
