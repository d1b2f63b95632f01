import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds fault with, a line for each element; all of its rules but the experimental ones. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger's protocol: the site's policy lets no script in from outside, which is as it should be.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(what: Document): Promise<AxeResults> } };
    const { violations } = await axe.run(document);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  });
}

/** Of what axe answers, what is looked at. */
interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
  }[];
}
