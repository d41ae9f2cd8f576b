import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import { sampleTypeByName } from '../../profile/view.ts';
import { boxOf, nodeAtPoint, rowHeight } from '../../webview/flame/geometry.ts';
import { neighbour } from '../../webview/flame/navigate.ts';
import { Analysis, childrenOf, nodeAt, pathTo, wholeView, widestOf } from '../../webview/model/analysis.ts';
import { ownerOf } from '../../webview/model/ownership.ts';
import { matchedTotal, search } from '../../webview/model/search.ts';
import { functionRows, tableRows } from '../../webview/table/rows.ts';

let analysis: Analysis;

beforeAll(() => {
  const bytes = gunzipSync(readFileSync(new URL('../../demo/profiles/after/cpu.pprof', import.meta.url)));
  const profile = decodeProfile(bytes);
  if (!profile.ok) throw new Error(profile.error.message);
  const type = sampleTypeByName(profile.value, 'cpu');
  if (!type.ok) throw new Error(type.error.message);
  analysis = new Analysis(wholeView(profile.value), type.value);
});

describe('flame', () => {
  it('finds each box at its own middle', () => {
    const { tree, rows } = analysis.flame([]);
    for (let node = 0; node < tree.count; node++) {
      const row = tree.depth[node] ?? 0;
      const box = boxOf(rows, row, node) ?? -1;
      const middle = ((rows.left[box] ?? 0) + (rows.right[box] ?? 0)) / 2;
      expect(nodeAtPoint(rows, middle * 1000, (row + 0.5) * rowHeight, 1000)).toBe(node);
    }
    expect(nodeAtPoint(rows, 10, -1, 1000)).toBeUndefined();
    expect(nodeAtPoint(rows, 10, 1e6, 1000)).toBeUndefined();
  });

  it('goes from every node along its path and back', () => {
    const flame = analysis.flame([]);
    for (let node = 0; node < flame.tree.count; node++) expect(nodeAt(flame, pathTo(flame, node))).toBe(node);
  });

  it('zooms to a path, with the same values below it', () => {
    const flame = analysis.flame([]);
    const deep = widestOf(flame.tree, flame.tree.frame[5] ?? 0) ?? 0;
    const path = pathTo(flame, deep);
    const zoomed = analysis.flame(path);
    expect(zoomed.tree.total[0]).toBe(flame.tree.total[deep]);
    expect(pathTo(zoomed, 0)).toEqual(path);
    expect(nodeAt(zoomed, path)).toBe(0);
    expect(nodeAt(zoomed, path.slice(0, -1))).toBeUndefined();
  });

  it('is there at once when one steps back, but not after many other places', () => {
    const whole = analysis.flame([]);
    const path = pathTo(whole, 3);
    const zoomed = analysis.flame(path);
    expect(analysis.flame([])).toBe(whole);
    expect(analysis.flame(path)).toBe(zoomed);
    for (let node = 4; node < 8; node++) analysis.flame(pathTo(whole, node));
    expect(analysis.flame(path)).not.toBe(zoomed);
  });

  it('finds no box of a node at another depth', () => {
    const { rows, tree } = analysis.flame([]);
    expect(boxOf(rows, (tree.depth[3] ?? 0) + 1, 3)).toBeUndefined();
    expect(boxOf(rows, rows.rows, 3)).toBeUndefined();
  });

  it('moves with the arrow keys', () => {
    const flame = analysis.flame([]);
    const [first = 0, second = 0] = childrenOf(flame.tree, 0);
    expect(neighbour(flame, 0, 'ArrowDown')).toBe(first);
    expect(neighbour(flame, first, 'ArrowRight')).toBe(second);
    expect(neighbour(flame, second, 'ArrowLeft')).toBe(first);
    expect(neighbour(flame, first, 'ArrowLeft')).toBe(first);
    expect(neighbour(flame, second, 'ArrowUp')).toBe(0);
    expect(neighbour(flame, second, 'Home')).toBe(0);
    expect(neighbour(flame, second, 'x')).toBeUndefined();
  });
});

describe('search', () => {
  const found = (text: string) => {
    const result = search(analysis.view.frames, text);
    if (!result || 'error' in result) throw new Error(result?.error ?? 'nothing asked');
    return result;
  };

  it('takes letters of both sizes unless a capital is asked for', () => {
    expect(found('servehttp').count).toBe(found('ServeHTTP').count);
    expect(found('servehttp').count).toBeGreaterThan(0);
    expect(found('SERVEHTTP').count).toBe(0);
  });

  it('counts what lies below a match once', () => {
    const { tree } = analysis.flame([]);
    expect(matchedTotal(tree, found('.'))).toBeCloseTo(
      childrenOf(tree, 0).reduce((s, c) => s + (tree.total[c] ?? 0), 0),
    );
    expect(matchedTotal(tree, found('pricing'))).toBeLessThan(tree.total[0] ?? 0);
  });

  it('tells what is wrong with an expression', () => {
    expect(search(analysis.view.frames, '(*conn')).toMatchObject({
      error: expect.stringContaining('regular expression'),
    });
    expect(search(analysis.view.frames, '')).toBeUndefined();
  });
});

describe('table', () => {
  it('has the sums of pprof, sorted by each column and back', () => {
    const { sums, view } = analysis;
    const down = functionRows(analysis, { key: 'cum', isDescending: true }, undefined);
    expect(down.every((f, i) => i === 0 || (sums.cum[f] ?? 0) <= (sums.cum[down[i - 1] ?? 0] ?? 0))).toBe(true);
    const names = functionRows(analysis, { key: 'name', isDescending: false }, undefined).map(
      (f) => view.frames.name[f],
    );
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(down.length);
  });

  it('expands a function to its callers, whose parts add up to it', () => {
    const [frame = 0] = functionRows(analysis, { key: 'flat', isDescending: true }, undefined);
    const rows = tableRows(analysis, [frame], new Set([String(frame)]), (f) => analysis.callsOf(f, 'callers'));
    const callers = rows.slice(1);
    expect(callers.length).toBeGreaterThan(0);
    expect(callers.every((r) => r.level === 2 && r.flat === undefined)).toBe(true);
    const sum = callers.reduce((s, r) => s + r.cum, 0);
    expect(Math.abs(sum - (rows[0]?.cum ?? 0)) / sum).toBeLessThan(0.02);
  });
});

it('knows whose code a function is', () => {
  expect(ownerOf('main.main', [])).toBe('own');
  expect(ownerOf('example.com/orders/web.Serve', ['example.com/orders'])).toBe('own');
  expect(ownerOf('example.com/orders2/web.Serve', ['example.com/orders'])).toBe('library');
  expect(ownerOf('net/http.(*conn).serve', ['example.com/orders'])).toBe('standard');
});
