import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** Bundles the command line as scripts/build.mjs does, and answers where it lies. */
export function bundleProgram(): string {
  const folder = path.join(root, '.cache', 'test-cli');
  mkdirSync(folder, { recursive: true });
  const outfile = path.join(folder, 'leaklens.js');
  buildSync({
    entryPoints: [path.join(root, 'cli/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    alias: { 'web-tree-sitter': path.join(root, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
  });
  for (const wasm of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-go/tree-sitter-go.wasm'])
    copyFileSync(path.join(root, 'node_modules', wasm), path.join(folder, path.basename(wasm)));
  return outfile;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function runProgram(program: string, cwd: string, ...args: string[]): Ran {
  // Each test has its own results of earlier runs.
  const env = { ...process.env, XDG_CACHE_HOME: path.join(cwd, '.cache') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}
