/** The page's colours, as a canvas takes them: resolved, light or dark. */
export interface ChartTheme {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly bad: string;
  readonly monolith: string;
  readonly msa: string;
  readonly font: string;
}

/** Reads the colours that the design's variables have at a place of the page. */
export function readTheme(place: HTMLElement): ChartTheme {
  const probe = document.createElement('span');
  place.append(probe);
  const colour = (variable: string) => {
    probe.style.color = `var(--${variable})`;
    return getComputedStyle(probe).color;
  };
  const theme = {
    text: colour('text'),
    muted: colour('text-muted'),
    line: colour('line'),
    surface: colour('surface'),
    bad: colour('bad'),
    monolith: colour('monolith'),
    msa: colour('msa'),
    font: getComputedStyle(place).fontFamily,
  };
  probe.remove();
  return theme;
}
