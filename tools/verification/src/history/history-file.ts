import { appendFileSync } from 'node:fs';
import type { Answer, HistoryLine } from './history.ts';

type Sent = Extract<HistoryLine, { type: 'sent' }>;
type WithoutTime<Line> = Omit<Line, 'type' | 'at'>;

/** Writes a history as it happens, each line at once, so that nothing of it is lost with its client. */
export class HistoryFile {
  constructor(readonly path: string) {}

  sent(request: WithoutTime<Sent>): void {
    this.#write({ type: 'sent', ...request, at: now() });
  }

  answered(id: string, answer: Answer): void {
    this.#write({ type: 'answered', id, ...answer, at: now() });
  }

  lost(id: string, reason: string): void {
    this.#write({ type: 'lost', id, reason, at: now() });
  }

  #write(line: HistoryLine): void {
    appendFileSync(this.path, `${JSON.stringify(line)}\n`);
  }
}

const now = (): string => new Date().toISOString();
