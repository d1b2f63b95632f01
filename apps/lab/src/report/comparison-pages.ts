import { comparisonTable, HOW_TO_COMPARE, verdictSentences, type Comparison } from './comparison.ts';
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
        ${verdictSentences(comparison).map((sentence, place) =>
          place < flips.length ? html`<p class="differs">${sentence}</p>` : html`<p>${sentence}</p>`,
        )}
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
export function comparisonMarkdown(comparison: Comparison): string {
  const { title, warnings, flips, experiments } = comparison;
  return markdownDocument([
    `# Sugang lab, compared: ${title}`,
    ...warnings.map((warning) => `**${escapeMarkdown(warning)}**`),
    '## Verdicts',
    ...verdictSentences(comparison)
      .map(escapeMarkdown)
      .map((sentence, place) => (place < flips.length ? `**${sentence}**` : sentence)),
    escapeMarkdown(HOW_TO_COMPARE),
    ...experiments.flatMap((experiment) => [
      `## ${escapeMarkdown(experiment.id)}: ${escapeMarkdown(experiment.title)}`,
      markdownTable(comparisonTable(experiment)),
    ]),
  ]);
}
