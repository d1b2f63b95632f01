/** The style of the report's page: on screens by day and night, on phones, and on A4 paper. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --text: #1b1c1d; --soft: #55585c; --page: #ffffff; --box: #f4f5f6; --line: #cfd2d6; --link: #0a58a6; --warn: #8a3b00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e8e9ea; --soft: #b0b4b9; --page: #17191b; --box: #212427; --line: #44494e; --link: #8cc4ff; --warn: #ffb27a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--page); color: var(--text);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: break-word;
}
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
h1 { font-size: 1.9rem; margin: 0 0 .5rem; }
h2 { font-size: 1.4rem; margin: 0 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
code { font-family: ui-monospace, monospace; font-size: .92em; background: var(--box); padding: .1em .25em; border-radius: 3px; }
section { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1.5rem; }
.soft { color: var(--soft); font-size: .9rem; }
.claim { font-size: 1.1rem; font-style: italic; margin: .5rem 0 1rem; }
.warning { border: 2px solid var(--warn); border-left-width: 10px; padding: .6rem .9rem; font-weight: 600; margin: 1rem 0; }
.verdict { background: var(--box); border-left: 6px solid var(--soft); padding: .6rem .9rem; margin: 1rem 0; break-inside: avoid; }
.answer { font-weight: 700; text-transform: uppercase; letter-spacing: .02em; white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; min-width: 60%; font-variant-numeric: tabular-nums; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--box); }
tr { break-inside: avoid; }
.numbers td, .numbers thead tr > * + * { text-align: right; }
.numbers td { white-space: nowrap; }
table + table { margin-top: .75rem; }
figure { margin: 1.25rem 0; }
figcaption { font-weight: 600; margin-bottom: .4rem; break-after: avoid; }
.picture { break-inside: avoid; }
.chart { display: block; width: 100%; min-width: 34rem; height: auto; color: var(--text); }
.data .scroll { max-height: 16rem; overflow: auto; }
.data thead th, .data thead td { position: sticky; top: 0; background: var(--box); box-shadow: inset 0 -1px var(--line); }
summary { cursor: pointer; color: var(--soft); font-size: .9rem; margin: .4rem 0; }
.differs { font-weight: 700; }
@media screen and (max-width: 40rem) {
  h1 { font-size: 1.5rem; }
  th, td { padding: .3rem .4rem; }
  .numbers td { white-space: normal; }
  .verdicts, .verdicts tbody, .verdicts tr, .verdicts th, .verdicts td { display: block; }
  .verdicts thead { display: none; }
  .verdicts tr { border: 1px solid var(--line); padding: .3rem .4rem; margin-bottom: .75rem; }
  .verdicts th, .verdicts td { border: 0; padding: .15rem 0; }
}
@media print {
  @page { size: A4; margin: 15mm 14mm; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h1 { font-size: 18pt; }
  h2 { font-size: 14pt; }
  .scroll, .data .scroll { overflow: visible; max-height: none; }
  .data thead th, .data thead td { position: static; box-shadow: none; }
  .chart { min-width: 0; }
  table { font-size: 8.5pt; min-width: 0; max-width: 100%; }
  th, td { padding: 2pt 4pt; }
  td { overflow-wrap: anywhere; }
  .numbers:has(td:nth-child(6)) td { white-space: normal; }
  .back { display: none; }
  /* Also what somebody has folded. */
  details::details-content { content-visibility: visible; block-size: auto; }
  .experiment { break-before: page; border-top: 0; margin-top: 0; padding-top: 0; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
  code, .verdict, thead th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
