/**
 * The page's Content-Security-Policy (CSP Level 3): nothing from anywhere but the extension's own folder, and no script
 * without the nonce. `source` is what the editor names that folder by (`Webview.cspSource`).
 */
export function pagePolicy(source: string, nonce: string): string {
  return [
    "default-src 'none'",
    `style-src ${source} 'unsafe-inline'`,
    `font-src ${source}`,
    // The call graph's layout is WebAssembly in a worker; workers of a webview start from blobs only.
    `script-src 'nonce-${nonce}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
  ].join('; ');
}
