import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { jsonOf, type Answer } from '../client/answer.ts';
import { problemOf } from '../client/problem.ts';
import type { DescribedApi, DescribedResponse, Operation, Schema } from './described-api.ts';

/** What may happen to any request before an endpoint is found: a bad path, an unknown one, one that is too long. */
const beforeTheEndpoint = new Set([400, 404, 405, 413, 414, 431]);

/** Judges answers by what the document says of them. */
export class Judgement {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: false });
  readonly #checks = new Map<Schema, ValidateFunction>();

  constructor(private readonly api: DescribedApi) {
    addFormats.default(this.#ajv);
  }

  /** @throws Error that says what is wrong with the answer */
  judge(operation: Operation, answer: Answer): void {
    const { status } = answer;
    if (status >= 500) throw new Error(`It failed with ${status}: ${answer.text.slice(0, 300)}`);
    const declared = operation.responses[status];
    if (status < 400) return this.#judgeResult(status, declared, answer);
    problemOf(answer);
    if (declared && !beforeTheEndpoint.has(status)) this.#fits(declared, 'application/problem+json', answer);
    else if (!declared && !beforeTheEndpoint.has(status))
      throw new Error(`The document does not know ${status}: ${answer.text.slice(0, 300)}`);
  }

  #judgeResult(status: number, declared: DescribedResponse | undefined, answer: Answer): void {
    if (!declared) throw new Error(`The document does not know ${status}.`);
    if (!declared.content) {
      if (answer.text !== '') throw new Error(`${status} has a body: ${answer.text.slice(0, 300)}`);
      return;
    }
    this.#fits(declared, answer.headers.get('content-type')?.split(';')[0] ?? 'none', answer);
  }

  #fits(declared: DescribedResponse, type: string, answer: Answer): void {
    const schema = declared.content?.[type]?.schema;
    if (!schema) throw new Error(`The document does not know ${answer.status} as ${type}.`);
    if (!type.endsWith('json')) return;
    const check = this.#checkOf(schema);
    if (check(jsonOf(answer))) return;
    throw new Error(`${this.#ajv.errorsText(check.errors)}: ${answer.text.slice(0, 300)}`);
  }

  #checkOf(schema: Schema): ValidateFunction {
    const known = this.#checks.get(schema);
    if (known) return known;
    const check = this.#ajv.compile({ ...schema, components: this.api.components });
    this.#checks.set(schema, check);
    return check;
  }
}
