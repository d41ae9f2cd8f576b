import { Uri, type Webview } from 'vscode';
import { pagePolicy } from './pagePolicy.ts';

/** The page of an editor: its scripts, one style sheet, and nothing from anywhere else. */
export function pageHtml(webview: Webview, dist: Uri): string {
  const nonce = Array.from({ length: 32 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
  const at = (name: string): string => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
  const policy = pagePolicy(webview.cspSource, nonce);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('webview.css')}">
<title>Profile</title>
</head>
<body>
<div id="root"></div>
<noscript>This page needs scripts.</noscript>
<script nonce="${nonce}" src="${at('webview.js')}"></script>
</body>
</html>`;
}
