import { expect, test } from 'vitest';
import { demoFiles, linesWith, readDemo, readExpected } from './demoFiles.ts';

const expected = readExpected();
const claims = [...expected.findings, ...expected.next];

test('every leaky file has a repaired twin, and differs from it', () => {
  const names = (folder: string) => demoFiles(folder, '.go').map((name) => name.slice(folder.length));
  expect(names('repaired/')).toEqual(names('leaky/'));
  for (const name of names('leaky/').filter((file) => file !== 'routes.go')) {
    const strip = (text: string) => text.replace(/^\/\/.*\n/gm, '').replace(/^package .*$/m, '');
    const [leaky, repaired] = [strip(readDemo(`leaky/${name}`)), strip(readDemo(`repaired/${name}`))];
    if (name === 'service.go') expect(repaired).toBe(leaky);
    else expect(repaired, name).not.toBe(leaky);
  }
});

test('a Go file either holds a leak that is listed, or must be silent', () => {
  const leaks = new Set(claims.map((claim) => claim.file));
  expect([...leaks].filter((file) => !file.startsWith('leaky/'))).toEqual([]);
  const rest = demoFiles('', '.go').filter((file) => !leaks.has(file));
  expect([...expected.silent].sort()).toEqual(rest);
});

test('every expected place is one line of its file', () => {
  for (const { file, anchor } of [...claims, ...expected.parked]) {
    expect(linesWith(file, anchor), `${file}: ${anchor}`).toHaveLength(1);
  }
  for (const { file, or } of claims) {
    if (or !== undefined) expect(linesWith(file, or), `${file}: ${or}`).toHaveLength(1);
  }
});

test('every expected function is declared in its file', () => {
  for (const { file, function: name } of claims) {
    const method = /^\(\*(\w+)\)\.(\w+)$/.exec(name);
    expect(method, name).not.toBeNull();
    expect(readDemo(file)).toMatch(new RegExp(`^func \\(\\w+ \\*${method![1]}\\) ${method![2]}\\(`, 'm'));
  }
});

test('the module keeps the timers of old Go, on which its timer leaks depend', () => {
  const version = /^go 1\.(\d+)$/m.exec(readDemo('go.mod'));
  expect(Number(version?.[1])).toBeLessThan(23);
});

test('the settings raise only rules that have a leak to show', () => {
  const settings = JSON.parse(readDemo('leaklens.json')) as { rules: Record<string, string> };
  const shown = new Set(expected.findings.map((finding) => finding.rule));
  expect(Object.keys(settings.rules).filter((rule) => !shown.has(rule))).toEqual([]);
  expect(new Set(Object.values(settings.rules))).toEqual(new Set(['warning']));
});

test('nothing but the standard library is imported', () => {
  for (const file of demoFiles('', '.go')) {
    const imports = readDemo(file).matchAll(/^(?:import )?\t?"([^"]+)"$/gm);
    const foreign = [...imports].map(([, path]) => path!).filter((path) => path.split('/')[0]!.includes('.'));
    expect(
      foreign.filter((path) => !path.startsWith('example.com/orders/')),
      file,
    ).toEqual([]);
  }
});
