import { html, Markup } from './html.ts';
import { pageStyle } from './page-style.ts';
import { partsOf, type Table } from './table.ts';

/** A page that needs nothing but itself: no script, no file, no other host, which its policy also forbids. */
export function page(title: string, body: Markup): string {
  return `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          ${new Markup(pageStyle)}
        </style>
      </head>
      <body>
        ${body}
      </body>
    </html> `}`;
}

/** A table in a box of its own, which scrolls where it is too wide; parted where paper is too narrow. */
export function htmlTable(table: Table): Markup {
  return html`<div class="scroll" tabindex="0">${partsOf(table).map(oneTable)}</div>`;
}

function oneTable({ columns, rows, numbers }: Table): Markup {
  const headless = columns.every((column) => column === '');
  return html`<table${numbers && html` class="numbers"`}>
${
  !headless &&
  html`<thead>
    <tr>
      ${columns.map(heading)}
    </tr>
  </thead>`
}
<tbody>
${rows.map(
  ([first, ...cells]) =>
    html`<tr>
      <th scope="row">${first}</th>
      ${cells.map((cell) => html`<td>${cell}</td>`)}
    </tr> `,
)}</tbody>
</table>
`;
}

// A heading of nothing would be read out as one.
const heading = (column: string): Markup =>
  column === '' ? html`<td></td>` : html`<th scope="col">${column}</th>`;
