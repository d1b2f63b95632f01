/** What the address of the payments says. */
export interface PaymentsSearch {
  /** The id of the student whose account is shown. */
  readonly student?: string;
}

/** Reads an address; an id of digits alone comes as a number. */
export function validatePaymentsSearch({ student }: Record<string, unknown>): PaymentsSearch {
  const text = typeof student === 'number' ? String(student) : student;
  return typeof text === 'string' && text.trim() !== '' ? { student: text.trim() } : {};
}
