import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** Where Linux distributions and people put it; `CHROMIUM` names another one. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The system's browser: none is downloaded. */
function chromiumProgram(): string {
  const named = process.env['CHROMIUM'];
  const found = named ? [named].find(existsSync) : usualPlaces.find(existsSync);
  if (found) return found;
  throw new Error(
    named
      ? `CHROMIUM names ${named}, and there is no such file.`
      : 'There is no Chromium here. Install it ("apt-get install chromium"), or name it with CHROMIUM=/path/to/it.',
  );
}

/** Root, as in a container, has no sandbox of its own; shared memory is small there, too. */
const inContainer = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [];

/** Starts the browser without a window. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumProgram(), args: inContainer });

/** Starts it with a profile in a folder, as it is without us: on screens of its own size. Further arguments are the browser's. */
export const openProfile = (folder: string, ...args: string[]): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, {
    executablePath: chromiumProgram(),
    args: [...inContainer, ...args],
    viewport: null,
  });
