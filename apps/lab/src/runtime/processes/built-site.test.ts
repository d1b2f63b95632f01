import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSiteBuilt } from './built-site.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sugang-site-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a system without a built site', () => {
  it('says what to do', () => {
    expect(() => checkSiteBuilt(folder)).toThrow(
      `There is no site in ${folder}. Run "npm run build" and start again.`,
    );
  });

  it('is one whose folder has no page', () => {
    writeFileSync(join(folder, 'index.html'), '');
    expect(() => checkSiteBuilt(folder)).not.toThrow();
  });
});
