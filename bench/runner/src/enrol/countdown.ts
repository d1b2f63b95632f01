/** Says how long it will take still, from what it has taken so far. */
export class Countdown {
  readonly #begun = performance.now();
  #done = 0;

  constructor(private readonly steps: number) {}

  /** Counts a step as done. */
  next(): string {
    this.#done += 1;
    const each = (performance.now() - this.#begun) / 1000 / this.#done;
    const left = Math.round(each * (this.steps - this.#done));
    if (left === 0) return 'done';
    return left < 90 ? `${left} s left` : `${Math.round(left / 60)} min left`;
  }
}
