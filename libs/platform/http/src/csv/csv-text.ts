import { invalidInput, type Problem } from '@sugang/contract';
import { finished, Transform, type Readable, type TransformCallback } from 'node:stream';

/** A refusal of a whole file, for a fault after which the rest of it cannot be trusted. */
export const badFile = (message: string): Problem =>
  invalidInput([{ path: 'body', message }], `The file cannot be read: ${message}.`);

/** How many line breaks a text holds. */
export const countLineBreaks = (text: string): number => text.split('\n').length - 1;

/**
 * The text of an uploaded file. It ends with Problem `invalid-input` where the file is not UTF-8.
 *
 * The upload itself is left whole when the text is given up: to destroy it would cut the connection before the answer.
 */
export function csvText(body: Readable): Readable {
  const text = body.pipe(new CsvText());
  // pipe() does not hand on that the source has failed or broken off.
  finished(body, (error) => {
    if (error) text.destroy(error);
  });
  return text;
}

/** Takes the rest of an upload that was refused: its client is still sending, and many hear the answer only when done. */
export function readToTheEnd(body: Readable): void {
  body.on('error', () => {
    // Nobody waits for the rest.
  });
  body.resume();
}

/** Decodes UTF-8 and makes every line break `\n`: the CSV parser counts a `\r\n` in quotes as two lines. */
class CsvText extends Transform {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #line = 1;
  #heldBack = '';

  constructor() {
    super({ decodeStrings: false, encoding: 'utf8' });
  }

  override _transform(chunk: Uint8Array, _encoding: string, done: TransformCallback): void {
    this.#decode(done, chunk);
  }

  override _flush(done: TransformCallback): void {
    this.#decode(done);
  }

  #decode(done: TransformCallback, chunk?: Uint8Array): void {
    let text: string;
    try {
      text = this.#heldBack + this.#decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      return done(badFile(`it is not UTF-8 text, at line ${this.#line} or soon after`));
    }
    // The `\n` to a `\r` at the end may be in the next chunk.
    this.#heldBack = chunk && text.endsWith('\r') ? '\r' : '';
    const piece = text.slice(0, text.length - this.#heldBack.length).replace(/\r\n?/g, '\n');
    this.#line += countLineBreaks(piece);
    done(null, piece);
  }
}
