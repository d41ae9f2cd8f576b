// npm run build: bundles every entry to dist/. --production minifies; --watch builds again on changes.
import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import esbuild from 'esbuild';
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

const entries = [
  {
    ...node,
    entryPoints: [inRoot('cli/main.ts')],
    outfile: inRoot('dist/leaklens.js'),
    banner: { js: '#!/usr/bin/env node' },
  },
  { ...node, entryPoints: [inRoot('server/node/main.ts')], outfile: inRoot('dist/server.js') },
  {
    ...browser,
    format: 'iife',
    entryPoints: [inRoot('server/browser/main.ts')],
    outfile: inRoot('dist/server.web.js'),
    external: ['fs', 'path', 'module', 'fs/promises'],
  },
  { ...node, entryPoints: [inRoot('client/node/main.ts')], outfile: inRoot('dist/client.js'), external: ['vscode'] },
  {
    ...browser,
    format: 'cjs',
    entryPoints: [inRoot('client/web/main.ts')],
    outfile: inRoot('dist/client.web.js'),
    external: ['vscode'],
  },
  { ...node, entryPoints: [inRoot('client/node/profileWorker.ts')], outfile: inRoot('dist/profileWorker.js') },
  {
    ...browser,
    format: 'iife',
    entryPoints: [inRoot('client/web/profileWorker.ts')],
    outfile: inRoot('dist/profileWorker.web.js'),
  },
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
