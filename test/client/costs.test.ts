import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../client/languageClient/summary.ts';
import { hottestLine, lensText, lineText } from '../../client/profiles/costText.ts';
import { heatOf, hotSpots, scaleOf } from '../../client/profiles/heat.ts';
import { functionsInFile, linesInFile, type OpenSource } from '../../client/profiles/inFile.ts';
import { importFileIn } from '../../client/profiles/source/modulePath.ts';
import type { FileCosts } from '../../profile/sourceCosts.ts';

const text = 'package web\n\nfunc Serve() {\n\ta()\n\tb()\n}\n';
const cpu = { type: 'cpu', unit: 'nanoseconds' };
type Line = readonly [line: number, flat: number, cum: number, name?: string];

/** A file of the profile; functions as names and start lines. */
const costs = (
  file: string,
  functions: readonly (readonly [name: string, startLine: number])[],
  lines: readonly Line[] = [],
): FileCosts => ({
  file,
  functions: functions.map(([name, startLine], i) => ({ name, file, startLine, flat: 1e9, cum: 4e9, rank: i + 3 })),
  lines: lines.map(([line, flat, cum, name]) => ({ line, flat, cum, function: name ?? functions[0]?.[0] ?? '' })),
});
const serve = costs(
  'example.com/orders/web/s.go',
  [['example.com/orders/web.Serve', 3]],
  [
    [4, 1e9, 1e9],
    [5, 0, 3e9],
  ],
);
const at = (path: string, today: string = text, importFile?: string): OpenSource => ({ path, text: today, importFile });

it('says what stands above a function and behind a line', () => {
  const cost = { flat: 1e9, cum: 4e9, rank: 3 };
  expect(lensText(cost, 10e9, cpu, false)).toBe('flat 1s (10.00%) · cum 4s (40.00%) · #3');
  expect(lensText(cost, 10e9, cpu, true)).toContain('profile is older than this file');
  expect(lineText({ flat: 0, cum: 3e9 }, cpu)).toBe('cum 3s');
  expect(hottestLine(serve)).toBe(5);
  expect(hottestLine({ lines: [] })).toBe(0);
});

describe('costs in a file', () => {
  it('stand at functions and lines of today', () => {
    const found = functionsInFile(at('/w/orders/web/s.go'), [serve]);
    expect(found).toMatchObject([{ declared: { line: 2 }, cost: { rank: 3 } }]);
    expect(linesInFile(at('/w/orders/web/s.go'), [serve]).map((l) => l.line)).toEqual([3, 4]);
    const moved = linesInFile(at('/w/orders/web/s.go', `// new\n// lines\n${text}`), [serve]);
    expect(moved.map((l) => [l.line, l.flat, l.cum])).toEqual([
      [5, 1e9, 1e9],
      [6, 0, 3e9],
    ]);
  });

  it('leave out lines and functions that are gone', () => {
    const shorter = 'package web\n\nfunc Serve() {\n\ta()\n}\n\nfunc Other() {\n\tc()\n}\n';
    const later = costs(
      serve.file,
      [['example.com/orders/web.Serve', 3]],
      [
        [4, 1, 1],
        [8, 1, 1],
      ],
    );
    expect(linesInFile(at('/w/orders/web/s.go', shorter), [later]).map((l) => l.line)).toEqual([3]);
    expect(functionsInFile(at('/w/orders/web/s.go', 'package web\n'), [serve])).toEqual([]);
  });

  it('of closures move with their function, and are not functions of their own', () => {
    const closure = 'example.com/orders/web.Serve.func1';
    const both = costs(
      serve.file,
      [
        ['example.com/orders/web.Serve', 3],
        [closure, 5],
      ],
      [[5, 2e9, 2e9, closure]],
    );
    expect(functionsInFile(at('/w/orders/web/s.go'), [both])).toHaveLength(1);
    expect(linesInFile(at('/w/orders/web/s.go', `//\n${text}`), [both]).map((l) => l.line)).toEqual([5]);
    expect(linesInFile(at('/w/orders/web/s.go'), [costs(serve.file, [[closure, 5]], [[5, 1, 1]])])).toHaveLength(1);
  });

  it.each([
    ['a file of that name elsewhere', '/w/orders/other/s.go', undefined, serve, false],
    ['the same folder name in another module', '/w/shop/web/s.go', 'example.com/shop/web/s.go', serve, false],
    ['a module in a folder of another name', '/w/renamed/web/s.go', 'example.com/orders/web/s.go', serve, true],
    [
      'a path of another machine, by the package of its functions',
      '/w/renamed/s.go',
      'example.com/orders/web/s.go',
      costs('/app/web/s.go', [['example.com/orders/web.Serve', 3]]),
      true,
    ],
  ] as const)('are told apart: %s', (_, path, importFile, file, isMeant) => {
    expect(functionsInFile(at(path, text, importFile), [file])).toHaveLength(isMeant ? 1 : 0);
  });

  it('of a main package stand at its file, wherever it was built', () => {
    const main = 'package main\n\nfunc main() {\n\ta()\n}\n';
    const built = (startLine: number): FileCosts => costs('/app/main.go', [['main.main', startLine]]);
    const open = at('/home/me/tool/main.go', main, 'example.com/tool/main.go');
    expect(functionsInFile(open, [built(3)])).toHaveLength(1);
    expect(functionsInFile(open, [built(9)])).toHaveLength(0);
    const trimmed = costs('example.com/tool/main.go', [['main.main', 9]]);
    expect(functionsInFile(open, [trimmed])).toHaveLength(1);
    expect(functionsInFile(open, [costs('example.com/other/main.go', [['main.main', 3]])])).toHaveLength(0);
  });

  it('know a file by the longest end of its path', () => {
    const near = costs('/app/a/web/s.go', [['example.com/x/a/web.Serve', 3]]);
    const far = costs('/app/b/web/s.go', [['example.com/x/b/web.Serve', 3]]);
    const [found] = functionsInFile(at('/w/b/web/s.go'), [near, far]);
    expect(found?.cost.name).toBe('example.com/x/b/web.Serve');
  });

  it('are known by the import path of the file', () => {
    expect(importFileIn('/w/orders/web/s.go', [{ path: 'example.com/orders', folder: '/w/orders' }])).toBe(
      'example.com/orders/web/s.go',
    );
    expect(importFileIn('/elsewhere/s.go', [{ path: 'example.com/orders', folder: '/w/orders' }])).toBeUndefined();
  });
});

describe('heat', () => {
  const line = (at_: number, flat: number, cum: number) => ({ line: at_, flat, cum, function: 'f' });
  it('is measured by what lines cost themselves, else by what they lead to', () => {
    const lines = [line(1, 0, 100), line(2, 60, 60), line(3, 10, 10), line(4, 0.1, 0.1)];
    expect(lines.map((l) => heatOf(l, scaleOf(lines)))).toEqual(['low', 'high', 'medium', 'low']);
    expect(hotSpots(lines).map((l) => l.line)).toEqual([2, 3]);
    const callers = [line(9, 0, 5), line(7, 0, 100)];
    expect(hotSpots(callers).map((l) => l.line)).toEqual([7, 9]);
    expect(callers.map((l) => heatOf(l, scaleOf(callers)))).toEqual(['low', 'high']);
    expect(hotSpots([])).toEqual([]);
  });

  it('of what went down is measured by its size', () => {
    const lines = [line(1, -50, -50), line(2, 4, 4)];
    expect(lines.map((l) => heatOf(l, scaleOf(lines)))).toEqual(['high', 'low']);
  });
});

it('sums up a check of the workspace', () => {
  const result = { cancelled: false, packages: 1, files: 1200, findings: 1, milliseconds: 2340, problems: [] };
  expect(summaryOf(result)).toBe('Checked 1,200 files in 1 package in 2.3 s: 1 finding.');
  expect(summaryOf({ ...result, findings: 0 })).toContain('no leaks found');
  expect(summaryOf({ ...result, cancelled: true })).toMatch(/^Check cancelled after/);
  expect(summaryOf({ ...result, problems: ['x'] })).toContain('1 problem: see the log');
});
