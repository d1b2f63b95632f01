import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PATIENCE_MS } from '../eventually.ts';
import { PASSWORD, type Variant } from '../system/person.ts';
import { Complaints, type Tolerance } from './complaints.ts';
import { addressOf } from './address.ts';

const pictures = fileURLToPath(new URL('../../../../reports/web-e2e/', import.meta.url));

/** The screens that the site is looked at with. */
export const screens = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const;
export type Screen = keyof typeof screens;

/** The languages of the site. */
export type Language = 'en' | 'ko';

/** Who comes, and with what. */
export interface VisitorOptions extends Tolerance {
  readonly language?: Language;
  readonly screen?: Screen;
  readonly scheme?: 'light' | 'dark';
}

/** Somebody at a browser of their own: nothing is kept from the one before. */
export class Visitor {
  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
    private readonly complaints: Complaints,
  ) {}

  /** Opens a browser's window, with nothing in it yet. */
  static async come(browser: Browser, site: string, options: VisitorOptions = {}): Promise<Visitor> {
    const { language = 'en', screen = 'desktop', scheme = 'light' } = options;
    const context = await browser.newContext({
      baseURL: site,
      locale: language === 'ko' ? 'ko-KR' : 'en-US',
      viewport: screens[screen],
      colorScheme: scheme,
      // Nothing is looked at halfway.
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    return new Visitor(page, context, new Complaints(page, options));
  }

  /** Goes to a page by its address, as by a link from elsewhere, and waits until it has its heading. */
  async goTo(path: string, variant?: Variant): Promise<void> {
    await this.page.goto(addressOf(path, variant));
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  /** Signs in by the form, to both variants as the form does. */
  async signIn(username: string, variant?: Variant): Promise<void> {
    const { page } = this;
    await this.goTo('/sign-in', variant);
    const passwords = page.locator('input[type=password]');
    await page.locator('input[autocomplete=username]').fill(username);
    await passwords.fill(PASSWORD);
    await passwords.press('Enter');
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    // The other variant's session comes a moment later; whoever goes on at once would not have it.
    await page.waitForFunction(() =>
      ['monolith', 'msa'].every((name) => sessionStorage.getItem(`sugang.session.${name}`)),
    );
  }

  /** What the browser and the page complained of, and how the system answered where it should not. */
  get heard(): readonly string[] {
    return this.complaints.all;
  }

  /** Keeps what is to be seen now, and says where. */
  async keepPicture(name: string): Promise<string> {
    const file = join(pictures, `${name.replaceAll(/[^\p{L}\d]+/gu, '-')}.png`);
    mkdirSync(dirname(file), { recursive: true });
    await this.page.screenshot({ path: file, fullPage: true });
    return file;
  }

  /** Closes the window. */
  leave(): Promise<void> {
    return this.context.close();
  }
}
