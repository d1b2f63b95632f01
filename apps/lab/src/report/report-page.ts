import { chartTable } from './chart-data.ts';
import { chartSvg } from './chart-svg.ts';
import { HOW_TO_READ } from './figures.ts';
import { html, Markup, prose } from './html.ts';
import { htmlTable, page } from './page.ts';
import { formatTime, machineTable, type ExperimentReport, type Report } from './report-model.ts';

/** `index.html` of a report. */
export function reportPage(report: Report): string {
  const { results, warnings, experiments } = report;
  const title = `Sugang lab, ${formatTime(results.startedAt)}`;
  return page(
    title,
    html`<header>
        <h1>${title}</h1>
        <p>
          A modular monolith and microservices from one code base, measured side by side. Each verdict is
          computed from the figures below it, by a rule that is part of the experiment.
        </p>
        ${warnings.map((warning) => html`<p class="warning">${warning}</p>`)}
      </header>
      <main>
        <h2 id="verdicts">Verdicts</h2>
        ${verdicts(experiments)} ${experiments.map(section)}
        <section id="conditions">
          <h2>Conditions</h2>
          ${htmlTable(machineTable(results))}
        </section>
      </main>`,
  );
}

function verdicts(experiments: readonly ExperimentReport[]): Markup {
  const rows = experiments.map(
    ({ id, claim, answer, because }) =>
      html`<tr>
        <th scope="row"><a href="#${id}">${id}</a></th>
        <td>${claim}</td>
        <td class="answer">${answer}</td>
        <td>${prose(because)}</td>
      </tr> `,
  );
  return html`<div class="scroll" tabindex="0">
    <table class="verdicts">
      <thead>
        <tr>
          <th scope="col">Experiment</th>
          <th scope="col">Claim</th>
          <th scope="col">Verdict</th>
          <th scope="col">Because</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function section(experiment: ExperimentReport): Markup {
  const { id, title, claim, answer, because, figures, facts, charts } = experiment;
  return html`<section class="experiment" id="${id}">
    <h2>${title}</h2>
    <p class="claim">“${claim}”</p>
    <div class="verdict">
      <p><span class="answer">${answer}</span></p>
      <p>${prose(because)}</p>
    </div>
    ${list('What it means', experiment.meaning)}
    ${
      figures &&
      html`<h3>Figures</h3>
        ${htmlTable(figures)}
        <p class="soft">${HOW_TO_READ}</p>`
    }
    ${charts.map((chart, index) => {
      const picture = new Markup(chartSvg(chart, `${id}-${index + 1}`, 'page'));
      return html`<figure>
        <div class="picture">
          <figcaption>${chart.title}</figcaption>
          <div class="scroll" tabindex="0">${picture}</div>
        </div>
        <details open>
          <summary>The numbers of this chart</summary>
          <div class="data">${htmlTable(chartTable(chart))}</div>
        </details>
      </figure>`;
    })}
    ${facts.map(
      ({ title: arm, table }) =>
        html`<h3>What was seen: ${arm}</h3>
          ${htmlTable(table)}`,
    )}
    ${list('How it was measured', experiment.method)}
    ${list('Limits, and what would change the verdict', experiment.limits)}
    ${list('Conditions', experiment.conditions)}
    <h3>Run it again</h3>
    <p><code>${experiment.command}</code></p>
    <p class="soft back"><a href="#verdicts">All verdicts</a></p>
  </section> `;
}

const list = (title: string, sentences: readonly string[]): Markup | false =>
  sentences.length > 0 &&
  html`<h3>${title}</h3>
    <ul>
      ${sentences.map((sentence) => html`<li>${prose(sentence)}</li>`)}
    </ul>`;
