// npm run build: bundles every entry to dist/. --production minifies; --watch builds again on changes.
import { copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
import { graphvizScript } from './lib/graphviz.mjs';
import { inRoot } from './lib/project.mjs';

const { values } = parseArgs({
  options: { watch: { type: 'boolean', default: false }, production: { type: 'boolean', default: false } },
});

const shared = {
  bundle: true,
  minify: values.production,
  sourcemap: values.production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  // web-tree-sitter's ESM entry needs import.meta.url, which a classic bundle does not have.
  alias: { 'web-tree-sitter': inRoot('node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  loader: { '.json': 'json' },
};
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs' };
const browser = { ...shared, platform: 'browser', target: 'es2022' };

/**
 * One bundle for node and for a browser's worker, since all but their edges is the same: only the side that it finds
 * itself on is ever run. `does` is what happens with that side's module.
 */
const bothHosts = (name, nodeEntry, webEntry, does) => ({
  ...node,
  // Packages that have a side for browsers only name it under this condition.
  conditions: ['browser', 'module'],
  target: ['node20', 'es2022'],
  stdin: {
    contents: `
      const isNode = typeof process === 'object' && typeof process.versions?.node === 'string';
      const side = () => (isNode ? import('./${nodeEntry}') : import('./${webEntry}'));
      ${does}`,
    resolveDir: inRoot(),
    sourcefile: `${name}.mjs`,
  },
  outfile: inRoot('dist', `${name}.js`),
});

const entries = [
  {
    ...node,
    entryPoints: [inRoot('cli/main.ts')],
    outfile: inRoot('dist/leaklens.js'),
    banner: { js: '#!/usr/bin/env node' },
  },
  bothHosts('server', 'server/node/main.ts', 'server/browser/main.ts', 'void side();'),
  {
    ...bothHosts(
      'client',
      'client/node/main.ts',
      'client/web/main.ts',
      'export const activate = async (context) => (await side()).activate(context);',
    ),
    external: ['vscode'],
  },
  bothHosts('profileWorker', 'client/node/profileWorker.ts', 'client/web/profileWorker.ts', 'void side();'),
  {
    ...browser,
    format: 'iife',
    entryPoints: [inRoot('webview/main.tsx')],
    outfile: inRoot('dist/webview.js'),
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
];

mkdirSync(inRoot('dist'), { recursive: true });
copyFileSync(inRoot('node_modules/web-tree-sitter/web-tree-sitter.wasm'), inRoot('dist/web-tree-sitter.wasm'));
copyFileSync(inRoot('node_modules/tree-sitter-go/tree-sitter-go.wasm'), inRoot('dist/tree-sitter-go.wasm'));
writeFileSync(inRoot('dist/graphviz.js'), await graphvizScript({ minify: values.production }));
if (values.watch) {
  for (const e of entries) await (await esbuild.context(e)).watch();
  console.log('Watching …');
} else {
  await Promise.all(entries.map((e) => esbuild.build(e)));
  for (const e of entries)
    console.log(
      `${(statSync(e.outfile).size / 1024).toFixed(0).padStart(6)} KB  ${e.outfile.slice(inRoot().length + 1)}`,
    );
}
