import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../cli/cache/folder.ts';
import { resultKey } from '../../cli/cache/key.ts';
import { ResultStore } from '../../cli/cache/store.ts';
import { defaultSettings } from '../../server/engine/settings.ts';
import type { FolderInput } from '../../server/engine/workspace/reader.ts';
import { bundleProgram, runProgram } from './program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'leaklens-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entriesOf = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(root, name))
    .filter((name) => statSync(name).isFile() && path.basename(name) !== 'swept');

describe('where results are kept', () => {
  const at = (platform: string, env: Record<string, string>): string | undefined =>
    cacheFolder({ platform, env, home: '/home/gopher' });

  it.each([
    ['linux', {}, '/home/gopher/.cache/leaklens'],
    ['linux', { XDG_CACHE_HOME: '/fast' }, '/fast/leaklens'],
    ['linux', { XDG_CACHE_HOME: 'not/absolute' }, '/home/gopher/.cache/leaklens'],
    ['darwin', {}, '/home/gopher/Library/Caches/leaklens'],
    ['darwin', { XDG_CACHE_HOME: '/fast' }, '/fast/leaklens'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/leaklens'],
    ['win32', {}, '/home/gopher/AppData/Local/leaklens'],
  ])('on %s with %j in %s', (platform, env, expected) => {
    expect(at(platform, env)).toBe(expected);
  });

  it('nowhere without a home', () => {
    expect(cacheFolder({ platform: 'linux', env: {}, home: '' })).toBeUndefined();
  });
});

describe('the key of a result', () => {
  const input: FolderInput = {
    folder: '/src/orders',
    importPath: 'example.com/orders',
    goVersion: { major: 1, minor: 24 },
    settings: defaultSettings,
    problems: [],
    files: [{ name: '/src/orders/a.go', text: 'package orders' }],
  };
  const key = (change: Partial<FolderInput> = {}, engine = 'e', rules: string[] = []): string =>
    resultKey(engine, rules, { ...input, ...change });
  const files = (...all: [string, string][]): Partial<FolderInput> => ({
    files: all.map(([name, text]) => ({ name, text })),
  });

  it('is that of the same input', () => {
    expect(key(files(['/src/orders/a.go', 'package orders']))).toBe(key());
  });

  it.each([
    ['the text of a file', files(['/src/orders/a.go', 'package orderz'])],
    ['the name of a file', files(['/src/orders/b.go', 'package orders'])],
    ['another file', files(['/src/orders/a.go', 'package orders'], ['/src/orders/b.go', ''])],
    ['the Go version', { goVersion: { major: 1, minor: 20 } }],
    ['the import path', { importPath: 'example.com/other' }],
    ['a setting', { settings: { ...defaultSettings, tests: false } }],
    ['the level of a rule', { settings: { ...defaultSettings, rules: { 'time-tick': 'error' } } }],
    ['the folder', { folder: '/src/other' }],
    ['what is wrong in leaklens.json', { problems: ['x'] }],
  ] as [string, Partial<FolderInput>][])('changes with %s', (_, change) => {
    expect(key(change)).not.toBe(key());
  });

  it('changes with the engine and the chosen rules', () => {
    expect(new Set([key(), key({}, 'other'), key({}, 'e', ['time-tick'])]).size).toBe(3);
  });

  it('does not mistake the end of a file for the beginning of the next', () => {
    expect(key(files(['/a.go', 'xx'], ['/b.go', 'y']))).not.toBe(key(files(['/a.go', 'x'], ['/b.go', 'xy'])));
  });

  it('does not depend on the order of the settings', () => {
    const level = (rules: FolderInput['settings']['rules']): Partial<FolderInput> => ({
      settings: { ...defaultSettings, rules },
    });
    expect(key(level({ 'time-tick': 'error', 'double-lock': 'off' }))).toBe(
      key(level({ 'double-lock': 'off', 'time-tick': 'error' })),
    );
  });
});

describe('the store', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('gives back what was put', () => {
    const store = new ResultStore(folder);
    store.put(hash('a'), { findings: ['é', 1] });
    expect(store.get(hash('a'))).toEqual({ findings: ['é', 1] });
    expect(new ResultStore(folder).get(hash('a'))).toEqual({ findings: ['é', 1] });
    expect(store.get(hash('b'))).toBeUndefined();
  });

  it.each([
    ['cut off', (text: string) => text.slice(0, -3)],
    ['empty', () => ''],
    ['altered', (text: string) => text.replace('right', 'wrong')],
    ['no text at all', () => '\0\xff\n\0'],
  ])('an entry that is %s is none', (_, damage) => {
    const store = new ResultStore(folder);
    store.put(hash('a'), ['right']);
    const [entry] = entriesOf(folder) as [string];
    writeFileSync(entry, damage(readFileSync(entry, 'utf8')));
    expect(store.get(hash('a'))).toBeUndefined();
    store.put(hash('a'), ['again']);
    expect(store.get(hash('a'))).toEqual(['again']);
  });

  it('may be deleted at any time', () => {
    const store = new ResultStore(folder);
    store.put(hash('a'), 1);
    rmSync(folder, { recursive: true });
    expect(store.get(hash('a'))).toBeUndefined();
    store.sweep();
    store.put(hash('a'), 2);
    expect(store.get(hash('a'))).toBe(2);
  });

  it('costs nothing where it cannot be written', () => {
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    const store = new ResultStore(file);
    store.put(hash('a'), 1);
    store.sweep();
    expect(store.get(hash('a'))).toBeUndefined();
  });

  it('leaves nothing half written behind', () => {
    const store = new ResultStore(folder);
    for (let i = 0; i < 20; i++) store.put(hash(`${i % 3}`), i);
    expect(entriesOf(folder)).toHaveLength(3);
  });

  it('evicts what was not used for longest', () => {
    const store = new ResultStore(folder, { bytes: 2500, sweepEvery: 0 });
    const keys = ['a', 'b', 'c', 'd'].map(hash);
    keys.forEach((key, i) => {
      store.put(key, 'x'.repeat(1000));
      const entry = entriesOf(folder).find((e) => e.endsWith(key.slice(2))) as string;
      utimesSync(entry, new Date(2020, 0, 1 + i), new Date(2020, 0, 1 + i));
    });
    store.get(keys[0] as string);
    store.sweep();
    expect(keys.map((k) => store.get(k) !== undefined)).toEqual([true, false, false, true]);
  });

  it('sweeps away the entries of other forms, and not at every run', () => {
    const older = path.join(folder, 'v0');
    mkdirSync(older);
    const store = new ResultStore(folder, { bytes: 1, sweepEvery: 60_000 });
    store.put(hash('a'), 1);
    store.sweep();
    expect(existsSync(older)).toBe(false);
    expect(store.get(hash('a'))).toBeUndefined();
    store.put(hash('b'), 2);
    store.sweep();
    expect(store.get(hash('b'))).toBe(2);
  });
});

describe('check', () => {
  const leaky = `package orders

import (
	"context"
	"time"
)

func Fetch(parent context.Context) error {
	ctx, cancel := context.WithTimeout(parent, time.Second)
	if err := ctx.Err(); err != nil {
		return err
	}
	cancel()
	return nil
}
`;
  let program: string;
  beforeAll(() => {
    program = bundleProgram();
  });
  beforeEach(() => {
    write('go.mod', 'module example.com/orders\n\ngo 1.20\n');
    write('a.go', leaky);
  });
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  const messages = (...args: string[]): string[] =>
    JSON.parse(runProgram(program, folder, 'check', '--format=json', ...args).out).findings.map(
      (f: { message: string }) => f.message,
    );
  /** Makes what was kept tell something that no check would. */
  const plant = (): void => {
    for (const entry of entriesOf(path.join(folder, '.cache', 'leaklens'))) {
      const text = readFileSync(entry, 'utf8');
      const body = text.slice(text.indexOf('\n') + 1).replace(/"message":"[^"]*"/, '"message":"planted"');
      writeFileSync(entry, `${createHash('sha256').update(body).digest('hex').slice(0, 32)}\n${body}`);
    }
  };

  it('uses what was kept of files that have not changed', () => {
    const [first] = messages();
    expect(first).not.toBe('planted');
    plant();
    expect(messages()).toEqual(['planted']);
  });

  it.each([
    ['a file has changed', () => write('a.go', `${leaky}// more\n`)],
    ['a file has come', () => write('b.go', 'package orders\n')],
    ['go.mod names another version', () => write('go.mod', 'module example.com/orders\n\ngo 1.21\n')],
    ['the settings have changed', () => write('leaklens.json', '{"rules": {"cancel-not-called": "error"}}')],
  ])('checks again when %s', (_, change) => {
    const before = messages();
    plant();
    change();
    expect(messages()).toEqual(before);
  });

  it('neither uses nor keeps anything with --no-cache', () => {
    const fresh = messages('--no-cache');
    expect(existsSync(path.join(folder, '.cache'))).toBe(false);
    messages();
    plant();
    expect(messages('--no-cache')).toEqual(fresh);
  });

  it('keeps results of chosen rules apart', () => {
    expect(messages('--rules=double-lock')).toEqual([]);
    expect(messages()).toHaveLength(1);
  });
});
