import { expect, it } from 'vitest';
import { pagePolicy } from '../../client/profiles/pagePolicy.ts';

it('the page of a profile may load nothing but what is its own', () => {
  const directives = new Map(
    pagePolicy('https://file+.vscode-resource.example', 'n0nce')
      .split('; ')
      .map((d) => [d.slice(0, d.indexOf(' ')), d.slice(d.indexOf(' ') + 1)]),
  );
  expect(directives.get('default-src')).toBe("'none'");
  expect(directives.get('script-src')).toBe("'nonce-n0nce' 'wasm-unsafe-eval'");
  // What is left out falls back to nothing: no pictures, no requests, no frames.
  expect([...directives.keys()].sort()).toEqual(['default-src', 'font-src', 'script-src', 'style-src', 'worker-src']);
  for (const [name, sources] of directives) {
    expect(sources, name).not.toMatch(/\*|http:|data:|'unsafe-eval'/);
    if (name !== 'style-src') expect(sources, name).not.toContain('unsafe-inline');
  }
});
