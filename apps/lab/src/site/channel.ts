/** Told when the first one begins to listen, and when the last one has left. */
export interface Audience {
  first?(): void;
  none?(): void;
}

/** Tells whoever listens the state of something that changes; newcomers get the latest one at once. */
export class Channel<Value> {
  readonly #listeners = new Set<(value: Value) => void>();
  readonly #audience: Audience;
  #latest: Value | undefined;

  constructor(audience: Audience = {}) {
    this.#audience = audience;
  }

  get latest(): Value | undefined {
    return this.#latest;
  }

  publish(value: Value): void {
    this.#latest = value;
    for (const listener of this.#listeners) listener(value);
  }

  /** Newcomers get nothing until something is published again. */
  forget(): void {
    this.#latest = undefined;
  }

  /** @returns what ends it */
  listen(listener: (value: Value) => void): () => void {
    this.#listeners.add(listener);
    if (this.#latest !== undefined) listener(this.#latest);
    if (this.#listeners.size === 1) this.#audience.first?.();
    return () => {
      if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#audience.none?.();
    };
  }
}
