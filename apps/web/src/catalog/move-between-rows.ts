/** Arrow keys move from a row to the next without all the buttons between; rows out of view are scrolled in first. */
export function moveBetweenRows(
  event: React.KeyboardEvent<HTMLElement>,
  count: number,
  show: (index: number) => void,
): void {
  const body = event.currentTarget;
  const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
  if (!row) return;
  const index = Number(row.dataset['index']);
  const next = nextIndex(event.key, index, count);
  if (next === undefined || next === index) return;
  event.preventDefault();
  show(next);
  focusRow(body, next);
}

/** Where a key leads; nowhere if it is no key to move with. */
export function nextIndex(key: string, index: number, count: number): number | undefined {
  const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: count - 1 }[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

/** The row may be made only after the scrolling. */
function focusRow(body: HTMLElement, index: number, attempts = 20): void {
  const link = body.querySelector<HTMLElement>(`[data-index="${index}"] a`);
  if (link) link.focus({ preventScroll: false });
  else if (attempts > 0) requestAnimationFrame(() => focusRow(body, index, attempts - 1));
}
