import type { Plugin } from 'vite';

/**
 * The scripts come behind the styles: on a slow network the first words are on the screen while the scripts, a hundred times as much, are
 * still under way.
 */
export const stylesFirst: Plugin = {
  name: 'styles-first',
  transformIndexHtml: {
    order: 'post',
    handler(html) {
      const ordered = html.replaceAll(
        /<(script type="module"|link rel="modulepreload")/g,
        '<$1 fetchpriority="low"',
      );
      if (ordered === html) throw new Error('index.html has no scripts that could come behind the styles.');
      return ordered;
    },
  },
};
