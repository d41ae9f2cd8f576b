import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** Bundles the server as scripts/build.mjs does, and answers where it lies. */
export async function bundleServer(): Promise<string> {
  const folder = path.join(root, '.cache', 'test-lsp');
  await mkdir(folder, { recursive: true });
  const outfile = path.join(folder, 'server.js');
  await build({
    entryPoints: [path.join(root, 'server/node/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  });
  await copyFile(
    path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'),
    path.join(folder, 'web-tree-sitter.wasm'),
  );
  await copyFile(
    path.join(root, 'node_modules/tree-sitter-go/tree-sitter-go.wasm'),
    path.join(folder, 'tree-sitter-go.wasm'),
  );
  return outfile;
}
