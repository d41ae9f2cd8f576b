import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { graphvizScript } from '../../scripts/lib/graphviz.mjs';
import { styleOf, type ThemeName, themes } from './themes.ts';

const root = path.resolve(import.meta.dirname, '../..');

type File = readonly [type: string, body: Uint8Array | string];

/**
 * Serves the page as VS Code would frame it, with a stand-in for the extension, on 127.0.0.1: built once for all files of
 * tests. Below `/NAME/` it is the page of one file of tests, which puts its profiles to `/NAME/profiles/` itself.
 */
export async function servePage({ minify = false } = {}): Promise<{ url: string; close(): void }> {
  const files = await builtFiles(minify);
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = decodeURIComponent(pathname);
    if (request.method === 'PUT') void take(request, response, (bytes) => files.set(name, [binary, bytes]));
    else if (/^\/[^/]+\/$/.test(name)) response.setHeader('content-type', 'text/html').end(html(searchParams));
    else answer(response, files.get(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

const binary = 'application/octet-stream';

async function builtFiles(minify: boolean): Promise<Map<string, File>> {
  const common = { bundle: true, minify, write: false, outdir: 'x', platform: 'browser', format: 'iife' } as const;
  const [bundle, stub, graphviz, axe] = await Promise.all([
    build({
      ...common,
      entryPoints: [path.join(root, 'webview/main.tsx')],
      jsx: 'automatic',
      jsxImportSource: 'preact',
      target: 'es2022',
    }),
    build({ ...common, entryPoints: [path.join(import.meta.dirname, 'hostStub.ts')] }),
    graphvizScript(),
    readFile(path.join(root, 'node_modules/axe-core/axe.min.js')),
  ]);
  const files = new Map<string, File>([
    ['/axe.js', ['text/javascript', axe]],
    ['/graphviz.js', ['text/javascript', graphviz]],
    ['/stub.js', ['text/javascript', stub.outputFiles[0]?.contents ?? '']],
  ]);
  for (const { path: file, contents } of bundle.outputFiles)
    files.set(`/webview${path.extname(file)}`, [file.endsWith('css') ? 'text/css' : 'text/javascript', contents]);
  return files;
}

/** Kept by the browser, so that it compiles a script once and not for each test. */
function answer(response: ServerResponse, file: File | undefined): void {
  if (!file) response.writeHead(404).end();
  else response.setHeader('content-type', file[0]).setHeader('cache-control', 'max-age=3600').end(file[1]);
}

async function take(request: IncomingMessage, response: ServerResponse, keep: (bytes: Uint8Array) => void) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  keep(Buffer.concat(chunks));
  response.end();
}

/**
 * Allowed to scripts as by the extension's page, where `policy=strict` asks for it: those of its nonce alone. Else also
 * those of the server, for what tests add to a page.
 */
function html(query: URLSearchParams): string {
  const theme = (query.get('theme') ?? 'dark') as ThemeName;
  const scripts = query.get('policy') === 'strict' ? "'nonce-once'" : "'self'";
  return page(theme, `script-src ${scripts} 'wasm-unsafe-eval'; worker-src blob:`);
}

/** The stand-in for the extension fetches its profiles; the extension's own page may not fetch anything. */
const page = (theme: ThemeName, scripts: string): string => `<!DOCTYPE html>
<html lang="en" style='${styleOf(theme)}'>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; img-src data:; style-src 'self' 'unsafe-inline'; ${scripts}">
<link rel="stylesheet" href="/webview.css">
<link rel="icon" href="data:,">
<title>Profile</title>
</head>
<body class="${themes[theme].bodyClass}">
<div id="root"></div>
<script nonce="once" src="/stub.js"></script>
<script nonce="once" src="/webview.js"></script>
</body>
</html>`;
