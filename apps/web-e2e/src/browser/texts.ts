import type { Page } from 'playwright-core';
import type { Language } from './visitor.ts';

/** What is wrong with the words of a page: signs of a text that was not found or not filled in, and words of the other language. */
export async function textFaults(page: Page, language: Language): Promise<string[]> {
  const { words, labels } = await page.evaluate(readWords);
  return [
    ...words.filter((text) => isBroken(text)).map((text) => `"${text}" is no text for people`),
    ...(language === 'ko'
      ? labels.filter((text) => isForeign(text)).map((text) => `"${text}" is not Korean`)
      : []),
  ];
}

/** Places that were not filled in, values that were not there, and keys of texts such as `not-found.next` or `seatsTaken`. */
const isBroken = (text: string): boolean =>
  /\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |Invalid Date/.test(text) ||
  /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/.test(text) ||
  /^[a-z]{2,}([A-Z][a-z]+)+$/.test(text);

/** Words with Latin letters alone. Names, codes and abbreviations are the same in every language. */
const isForeign = (text: string): boolean => /[a-z]{3,}/.test(text) && !/\p{Script=Hangul}/u.test(text);

/** Runs in the page. */
function readWords(): { words: string[]; labels: string[] } {
  const isShown = (element: Element) => element.checkVisibility();
  const words = new Set<string>();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim();
    const parent = node.parentElement!;
    if (text && isShown(parent) && !parent.closest('code, pre, script, noscript, [translate="no"]'))
      words.add(text);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
    for (const element of document.querySelectorAll(`[${name}]`))
      words.add(element.getAttribute(name)!.trim());
  // What the site itself says, and no data: the names of fields, columns and sections, and what buttons do.
  const ofTheSite =
    'label, legend, th[scope="col"], [role="columnheader"], dt, summary, button, nav a, [role="tab"]';
  const labels = new Set<string>();
  for (const element of document.querySelectorAll<HTMLElement>(ofTheSite)) {
    const inOtherWords =
      element.closest('[lang="en"], [translate="no"]') ??
      element.querySelector('[lang], [translate="no"], code');
    const text = (element.getAttribute('aria-label') ?? element.innerText).trim();
    if (text && isShown(element) && !inOtherWords) labels.add(text);
  }
  return { words: [...words], labels: [...labels] };
}
