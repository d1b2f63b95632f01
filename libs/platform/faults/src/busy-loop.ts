/** Keeps the process from doing anything else for so long. */
export function keepBusy(seconds: number): void {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end);
}
