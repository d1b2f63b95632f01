import type { Plugin, Rolldown } from 'vite';

/** The pages that people open first, by address and by the module that the router loads for it. */
const pages: Readonly<Record<string, string>> = {
  account: 'src/account/AccountPage.tsx',
  cart: 'src/cart/CartPage.tsx',
  notifications: 'src/notifications/NotificationsPage.tsx',
  sections: 'src/catalog/CatalogPage.tsx',
  'sign-in': 'src/sign-in/SignInPage.tsx',
  timetable: 'src/timetable/TimetablePage.tsx',
};

/**
 * Makes a document of its own for each of these pages, such as `timetable.html`: index.html that names the page's own files too. So
 * they come together with the frame's, and not a round trip later, when the router has found out that it needs them.
 */
export const pageDocuments: Plugin = {
  name: 'page-documents',
  // After Vite has made index.html, and before what it makes is compressed.
  enforce: 'post',
  generateBundle(_, bundle) {
    const index = bundle['index.html'];
    if (index?.type !== 'asset') throw new Error('There is no index.html to make the pages of.');
    const html = String(index.source);
    for (const [address, module] of Object.entries(pages))
      this.emitFile({
        type: 'asset',
        fileName: `${address}.html`,
        source: html.replace('  </head>', `${tagsFor(filesOf(bundle, module), html)}  </head>`),
      });
  },
};

/** The chunk of a module with all that it imports at once, and their styles. */
function filesOf(bundle: Rolldown.OutputBundle, module: string): string[] {
  const page = Object.values(bundle).find(
    (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/${module}`),
  );
  if (!page) throw new Error(`There is no chunk of ${module}: is it still the module of a page?`);
  const files = new Set([page.fileName]);
  // What is added while it goes on is visited as well.
  for (const name of files) {
    const file = bundle[name];
    if (file?.type !== 'chunk') continue;
    for (const needed of [...file.imports, ...(file.viteMetadata?.importedCss ?? [])]) files.add(needed);
  }
  return [...files];
}

/** The tags for those that the document does not name yet. */
const tagsFor = (files: readonly string[], html: string): string =>
  files
    .filter((file) => !html.includes(`/${file}"`))
    .map((file) =>
      file.endsWith('.css')
        ? `    <link rel="stylesheet" crossorigin href="/${file}">\n`
        : `    <link rel="modulepreload" fetchpriority="low" crossorigin href="/${file}">\n`,
    )
    .join('');
