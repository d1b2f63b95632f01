import { comparisonTable, flipSentence, HOW_TO_COMPARE, NO_FLIPS, type Comparison } from './comparison.ts';
import { html } from './html.ts';
import { escapeMarkdown, markdownDocument, markdownTable } from './markdown.ts';
import { htmlTable, page } from './page.ts';

/** `comparison.html`: the flips first, then every figure. */
export function comparisonPage(comparison: Comparison): string {
  const { title, warnings, flips, experiments } = comparison;
  return page(
    `Sugang lab, compared: ${title}`,
    html`<header>
        <h1>Compared: ${title}</h1>
        ${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
      </header>
      <main>
        <h2>Verdicts</h2>
        ${flips.length === 0 ? html`<p>${NO_FLIPS}</p>` : flips.map((flip) => html`<p class="differs">${flipSentence(flip)}</p>`)}
        <p class="soft">${HOW_TO_COMPARE}</p>
        ${experiments.map(
          (experiment) =>
            html`<section id="${experiment.id}">
              <h2>${experiment.title}</h2>
              ${htmlTable(comparisonTable(experiment))}
            </section> `,
        )}
      </main>`,
  );
}

/** `comparison.md`. */
export function comparisonMarkdown({ title, warnings, flips, experiments }: Comparison): string {
  return markdownDocument([
    `# Sugang lab, compared: ${title}`,
    ...warnings.map((warning) => `**${escapeMarkdown(warning)}**`),
    '## Verdicts',
    ...(flips.length === 0 ? [NO_FLIPS] : flips.map((flip) => `**${escapeMarkdown(flipSentence(flip))}**`)),
    escapeMarkdown(HOW_TO_COMPARE),
    ...experiments.flatMap((experiment) => [
      `## ${escapeMarkdown(experiment.id)}: ${escapeMarkdown(experiment.title)}`,
      markdownTable(comparisonTable(experiment)),
    ]),
  ]);
}
