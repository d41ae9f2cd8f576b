import { copyFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/**
 * Bundles the server as scripts/build.mjs does, and answers where it lies. `withFault` names a rule that then throws at
 * every function whose name begins with `Fault`.
 */
export async function bundleServer(withFault?: string): Promise<string> {
  const folder = path.join(root, '.cache', withFault === undefined ? 'test-lsp' : `test-lsp-${withFault}`);
  await mkdir(folder, { recursive: true });
  const outfile = path.join(folder, 'server.js');
  await build({
    entryPoints: [path.join(root, 'server/node/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    plugins: withFault === undefined ? [] : [faulty(withFault)],
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

const faulty = (id: string): Plugin => ({
  name: 'a rule with a fault',
  setup: ({ onLoad }) =>
    onLoad({ filter: /rules[\\/]index\.generated\.ts$/ }, async ({ path: file }) => ({
      loader: 'ts',
      contents: `${(await readFile(file, 'utf8')).replace('export const rules', 'const sound')}
        export const rules = sound.map((r) => r.meta.id !== '${id}' ? r : { ...r, checkFunction(fn, report) {
          if (fn.name.startsWith('Fault')) throw new Error('a fault');
          r.checkFunction?.(fn, report);
        } });`,
    })),
});
