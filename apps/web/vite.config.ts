import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { pageDocuments } from './build/page-documents.ts';
import { stylesFirst } from './build/styles-first.ts';

/** Where a system runs whose API the development server shows, such as `npm start`. */
const system = process.env['SUGANG_SITE'] ?? 'http://localhost:8080';

export default defineConfig({
  // Nginx sends the compressed files as they are: nothing is compressed for each visitor.
  plugins: [
    react(),
    stylesFirst,
    pageDocuments,
    compression({ algorithms: ['gzip'], include: /\.(js|css|html|svg|json)$/, threshold: 1024 }),
  ],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // A page is a handful of files and not thirty: on a phone each one more is a round trip. Dialogs come later.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            {
              name: 'framework',
              test: /node_modules[\\/](@tanstack[\\/](?!(react-)?virtual)|i18next[\\/])/,
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
