import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { overloaded } from '@sugang/contract';
import { currentRequest, withRequest, type RequestContext } from '@sugang/observability';
import { databaseProblem } from '@sugang/persistence';
import { AdmitTogether, type KeyedEnrolRequest } from './admit-together.ts';
import type { EnrolResult } from './enrol-in-sections.ts';
import { ENROL_SETTINGS, type EnrolSettings } from './enrol-settings.ts';
import { FairQueue } from './fair-queue.ts';

interface Entry extends KeyedEnrolRequest {
  resolve: (result: EnrolResult) => void;
  reject: (error: unknown) => void;
}

/**
 * Admission in batches: applications that arrive while a batch is in flight form the next one. One transaction then carries many
 * of them, and everybody who wants the same section waits for its lock once, not once each (docs/adr/0016).
 */
@Injectable()
export class EnrolQueue {
  readonly #queue = new FairQueue<Entry>();
  /** Runs work outside of any request: made when the process starts. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #running = false;

  constructor(
    private readonly admission: AdmitTogether,
    @Inject(ENROL_SETTINGS) private readonly settings: EnrolSettings,
  ) {}

  /**
   * The answer to an application.
   * @throws Problem `overloaded`, at once, where too many wait already
   */
  submit(request: KeyedEnrolRequest): Promise<EnrolResult> {
    if (this.#queue.size >= this.settings.ENROL_QUEUE) {
      throw overloaded('Too many apply at this moment. Try again in a second.');
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...request, request: currentRequest(), resolve, reject });
      if (this.#running) return;
      this.#running = true;
      // After what else has arrived by now.
      this.#outside(() => setImmediate(() => void this.#run()));
    });
  }

  async #run(): Promise<void> {
    while (this.#queue.size > 0) {
      const batch = this.#queue.take(this.settings.ENROL_BATCH);
      await this.#admit(batch);
      this.#queue.done(batch);
    }
    this.#running = false;
  }

  /** One bad application must not fail its batch: if the batch fails for any reason but the database's, each is tried alone. */
  async #admit(batch: Entry[]): Promise<void> {
    try {
      const cause = requestOf(batch);
      const admit = () => this.admission.admit(batch);
      const results = await (cause ? withRequest(cause, admit) : this.#outside(admit));
      batch.forEach((entry, n) => entry.resolve(results[n]!));
    } catch (error) {
      if (batch.length === 1 || databaseProblem(error)) batch.forEach((entry) => entry.reject(error));
      else for (const entry of batch) await this.#admit([entry]);
    }
  }
}

/**
 * The request that a batch is a part of: what one application causes is part of its own; what many cause is part of the one whose
 * spans are recorded, with a link from the others of that kind, else of none.
 */
function requestOf(batch: readonly Entry[]): RequestContext | undefined {
  if (batch.length === 1) return batch[0]!.request;
  const [recorded, ...others] = batch.flatMap(({ request }) => (request?.span ? request : []));
  if (!recorded) return undefined;
  recorded.span!.setAttribute('sugang.batch.size', batch.length);
  const { traceId, spanId, flags } = recorded.trace;
  for (const { span } of others) span!.addLink({ context: { traceId, spanId, traceFlags: flags } });
  return recorded;
}
