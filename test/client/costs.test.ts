import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../client/languageClient/summary.ts';
import { hottestLine, lensText, lineText } from '../../client/profiles/costText.ts';
import { functionsInFile, linesInFile } from '../../client/profiles/inFile.ts';

const text = 'package web\n\nfunc Serve() {\n\ta()\n\tb()\n}\n';
const cpu = { type: 'cpu', unit: 'nanoseconds' };
const cost = (name: string, lines: [number, number, number][], startLine = 3) => ({
  name,
  file: 'example.com/orders/web/s.go',
  startLine,
  flat: lines.reduce((sum, [, flat]) => sum + flat, 0),
  cum: lines.reduce((sum, [, , cum]) => sum + cum, 0),
  lines: lines.map(([line, flat, cum]) => ({ line, flat, cum })),
});
const serve = cost('example.com/orders/web.Serve', [
  [4, 1e9, 1e9],
  [5, 0, 3e9],
]);

it('says what stands above a function', () => {
  expect(lensText(serve, 3, 10e9, cpu, false)).toBe('flat 1s (10.00%) · cum 4s (40.00%) · #3');
  expect(lensText(serve, 3, 10e9, cpu, true)).toContain('profile is older than this file');
  expect(lineText({ line: 5, flat: 0, cum: 3e9 }, cpu)).toBe('cum 3s');
  expect(hottestLine(serve)).toBe(5);
  expect(hottestLine({ ...serve, lines: [] })).toBe(0);
});

describe('costs in a file', () => {
  it('stand at functions and lines of today', () => {
    expect(functionsInFile('/w/orders/web/s.go', text, [serve])).toMatchObject([{ declared: { line: 2 }, rank: 1 }]);
    expect(linesInFile('/w/orders/web/s.go', text, [serve]).map((l) => l.line)).toEqual([3, 4]);
    expect(linesInFile('/w/orders/web/s.go', `// new\n// lines\n${text}`, [serve]).map((l) => l.line)).toEqual([5, 6]);
  });

  it('of closures count for their lines, not as functions', () => {
    const closure = cost('example.com/orders/web.Serve.func1', [[5, 2e9, 2e9]], 5);
    expect(functionsInFile('/w/orders/web/s.go', text, [closure])).toEqual([]);
    expect(linesInFile('/w/orders/web/s.go', text, [serve, closure])).toContainEqual({ line: 4, flat: 2e9, cum: 5e9 });
  });

  it('of files of the same name elsewhere are not meant', () => {
    expect(functionsInFile('/w/orders/other/s.go', text, [serve])).toEqual([]);
  });
});

it('sums up a check of the workspace', () => {
  const result = { cancelled: false, packages: 1, files: 1200, findings: 1, milliseconds: 2340, problems: [] };
  expect(summaryOf(result)).toBe('Checked 1,200 files in 1 package in 2.3 s: 1 finding.');
  expect(summaryOf({ ...result, findings: 0 })).toContain('no leaks found');
  expect(summaryOf({ ...result, cancelled: true })).toMatch(/^Check cancelled after/);
  expect(summaryOf({ ...result, problems: ['x'] })).toContain('1 problem: see the log');
});
