import { Injectable } from '@nestjs/common';

/** Tells the promotion worker of this process that a seat was freed; workers of other processes look by themselves. */
@Injectable()
export class PromotionSignal {
  #listener: () => void = () => {};

  listen(listener: () => void): void {
    this.#listener = listener;
  }

  raise(): void {
    this.#listener();
  }
}
