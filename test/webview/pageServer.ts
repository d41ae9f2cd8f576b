import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { graphvizScript } from '../../scripts/lib/graphviz.mjs';
import { styleOf, type ThemeName, themes } from './themes.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Serves the page as VS Code would frame it, with a stand-in for the extension, on 127.0.0.1. */
export async function servePage(profiles: ReadonlyMap<string, Uint8Array>): Promise<{ server: Server; url: string }> {
  const common = { bundle: true, write: false, outdir: 'x', platform: 'browser', format: 'iife' } as const;
  const bundle = await build({
    ...common,
    entryPoints: [path.join(root, 'webview/main.tsx')],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: 'es2022',
  });
  const stub = await build({ ...common, entryPoints: [path.join(import.meta.dirname, 'hostStub.ts')] });
  const graphviz = await graphvizScript();
  const axe = await readFile(path.join(root, 'node_modules/axe-core/axe.min.js'));
  const files = new Map<string, [type: string, body: Uint8Array | string]>([
    ['/axe.js', ['text/javascript', axe]],
    ['/graphviz.js', ['text/javascript', graphviz]],
    ['/stub.js', ['text/javascript', stub.outputFiles[0]?.contents ?? '']],
  ]);
  for (const { path: file, contents } of bundle.outputFiles)
    files.set(`/webview${path.extname(file)}`, [file.endsWith('css') ? 'text/css' : 'text/javascript', contents]);
  for (const [name, bytes] of profiles) files.set(`/profiles/${name}`, ['application/octet-stream', bytes]);
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const file = files.get(decodeURIComponent(url.pathname));
    if (file) response.setHeader('content-type', file[0]).end(file[1]);
    else if (url.pathname === '/') response.setHeader('content-type', 'text/html').end(html(url.searchParams));
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
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
