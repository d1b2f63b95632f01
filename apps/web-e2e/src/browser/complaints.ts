import type { ConsoleMessage, Page, Request, Response } from 'playwright-core';

/** What a test does on purpose, and so may be seen. */
export interface Tolerance {
  /** Answers with these statuses, besides refusals: `[400]` for what a form is to show of bad input, `[0]` for requests that get lost. */
  readonly statuses?: readonly number[];
  /** Files of the site that do not come, which the browser and the page's own code may complain of. */
  readonly brokenCode?: boolean;
}

/**
 * Refusals are a part of the API's language: nobody is signed in (401), a trace is not there yet (404), a section is full (409), an
 * application cannot be (422). Anything else at 400 and above is the site's fault or the system's.
 */
const refusals = [401, 404, 409, 422];

const isApi = (url: string): boolean => /^\/(monolith|msa|lab)\/api\//.test(new URL(url).pathname);

/** Collects what must not be seen in a browser: errors in the console and the page, breaches of the CSP, answers that are no refusals. */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #tolerated: readonly number[];

  constructor(page: Page, { statuses = [], brokenCode = false }: Tolerance = {}) {
    this.#tolerated = [...refusals, ...statuses];
    if (brokenCode) return;
    page.on('console', (message) => this.#console(message));
    page.on('pageerror', (error) =>
      this.#heard.push(`An error that nobody caught: ${error.stack ?? error.message}`),
    );
    page.on('response', (response) => this.#response(response));
    page.on('requestfailed', (request) => this.#lost(request));
    page.on('crash', () => this.#heard.push('The page crashed.'));
  }

  /** All of them, in their order. */
  get all(): readonly string[] {
    return this.#heard;
  }

  #console(message: ConsoleMessage): void {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const { url } = message.location();
    // The browser's own note on an answer that is judged by its status below.
    if (message.text().startsWith('Failed to load resource') && url && isApi(url)) return;
    this.#heard.push(`Console ${message.type()}: ${message.text()} (${url})`);
  }

  #lost(request: Request): void {
    const reason = request.failure()?.errorText ?? '';
    // What a page no longer needs it gives up by itself, as when one goes on to the next.
    if (reason === 'net::ERR_ABORTED' || this.#tolerated.includes(0)) return;
    this.#heard.push(`${request.method()} ${request.url()} was not answered: ${reason}`);
  }

  #response(response: Response): void {
    const status = response.status();
    if (status < 400 || (isApi(response.url()) && this.#tolerated.includes(status))) return;
    this.#heard.push(`${response.request().method()} ${response.url()} was answered ${status}.`);
  }
}
