// Makes dist/graphviz.js: Graphviz as a worker, apart from the page that starts it, and packed as small as it gets. The
// published module carries its wasm inside of a JavaScript string; it is taken out, compressed (zstd beats what a .vsix does
// by itself) and put back.
import { readFileSync } from 'node:fs';
import { constants, zstdCompressSync } from 'node:zlib';
import esbuild from 'esbuild';
import { inRoot } from './project.mjs';

/**
 * The script: it gives the page the code of a worker as a text, `globalThis.leaklensGraphviz`; a page of VS Code may start
 * workers from blobs only.
 */
export async function graphvizScript({ minify = true } = {}) {
  const source = readFileSync(inRoot('node_modules/@viz-js/viz/dist/viz.js'), 'utf8');
  const { wasm, rest } = takeOutWasm(source);
  const worker = await esbuild.build({
    entryPoints: [inRoot('webview/graph/graphvizWorker.ts')],
    bundle: true,
    write: false,
    minify,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    // The module asks where it lies, for a file that it never loads.
    define: { 'import.meta.url': '"https://graphviz.invalid/"' },
    legalComments: 'none',
    plugins: [packed(wasm, rest)],
  });
  const [file] = worker.outputFiles;
  return `globalThis.leaklensGraphviz=${JSON.stringify(file?.text ?? '')};`;
}

const packed = (wasm, rest) => ({
  name: 'packed-wasm',
  setup(build) {
    build.onResolve({ filter: /^graphviz\.wasm\.zst$/ }, () => ({ path: 'graphviz.wasm.zst', namespace: 'packed' }));
    build.onLoad({ filter: /.*/, namespace: 'packed' }, () => ({ contents: moduleOf(compressed(wasm)), loader: 'js' }));
    build.onLoad({ filter: /@viz-js[\\/]viz[\\/]dist[\\/]viz\.js$/ }, () => ({ contents: rest, loader: 'js' }));
  },
});

/** A string literal in which each byte is a character, and the function that reads it. */
function takeOutWasm(source) {
  const decoder = /function binaryDecode\((\w+)\)\{.*?return \w+\}/s.exec(source);
  const call = /binaryDecode\(('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)/s.exec(source);
  if (!decoder || !call) throw new Error('@viz-js/viz carries its wasm in another way than before: see graphviz.mjs.');
  const wasm = new Function(`${decoder[0]};return ${call[0]}`)();
  if (!WebAssembly.validate(wasm)) throw new Error('What was taken out of @viz-js/viz is no wasm: see graphviz.mjs.');
  return { wasm, rest: source.replace(call[0], () => 'globalThis.graphvizWasm()') };
}

const moduleOf = (bytes) =>
  `export const packed = Uint8Array.from(atob('${bytes.toString('base64')}'), (c) => c.charCodeAt(0));`;

function compressed(bytes) {
  const { ZSTD_c_compressionLevel, ZSTD_c_windowLog } = constants;
  return zstdCompressSync(bytes, { params: { [ZSTD_c_compressionLevel]: 22, [ZSTD_c_windowLog]: 21 } });
}
