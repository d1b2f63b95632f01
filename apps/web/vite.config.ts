import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { compression } from 'vite-plugin-compression2';

/** Where a system runs whose API the development server shows, such as `npm start`. */
const system = process.env['SUGANG_SITE'] ?? 'http://localhost:8080';

/**
 * The scripts come behind the styles: on a slow network the first words are on the screen while the scripts, a hundred times as much, are
 * still under way.
 */
const stylesFirst: Plugin = {
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

export default defineConfig({
  // Nginx sends the compressed files as they are: nothing is compressed for each visitor.
  plugins: [
    react(),
    stylesFirst,
    compression({ algorithms: ['gzip'], include: /\.(js|css|html|svg|json)$/, threshold: 1024 }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // A page is a handful of files and not thirty: on a phone each one more is a round trip. Dialogs come when one opens.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'framework',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next)[\\/]/,
            },
            {
              name: 'site',
              test: /web\/src\/(?!design\/ConfirmDialog)(api|design|enrolment|i18n|shell|variant)\//,
              minShareCount: 2,
            },
          ],
        },
      },
    },
    // A polyfill for preloading would be an inline script.
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: Object.fromEntries(
      ['/monolith/api', '/msa/api', '/lab/api', '/lab/modules.json', '/lab/experiments.json'].map((path) => [
        path,
        system,
      ]),
    ),
  },
});
