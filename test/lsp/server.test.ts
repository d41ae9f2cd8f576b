import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic, Hover, InlayHint } from 'vscode-languageserver-protocol';
import { type CheckWorkspaceResult, checkWorkspace, clearWorkspace } from '../../protocol/lsp.ts';
import { actionsOf, applied, editOf } from './actions.ts';
import { bundleServer } from './bundle.ts';
import { Client, codes, uriOf } from './client.ts';
import { blocked, leaky } from './texts.ts';

let program: string;
let folder: string;
let client: Client;

beforeAll(async () => {
  program = await bundleServer();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leaklens lsp ü-'));
  await writeFile(path.join(folder, 'go.mod'), 'module example.com/orders\n\ngo 1.24\n');
});
afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return uriOf(file);
}

const start = async (options: Partial<ConstructorParameters<typeof Client>[1]> = {}): Promise<void> => {
  client = await Client.start(program, { folders: [uriOf(folder)], ...options });
};

const has =
  (rule: string) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    diagnostics.some((d) => d.code === rule);
const none = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0;

describe('while typing', () => {
  it('finds a leak in a file that was never saved, and lets go of it when it is fixed', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, leaky);
    const [finding] = await client.until(uri, has('cancel-not-called'));
    expect(finding).toMatchObject({ source: 'leaklens', severity: 2, range: { start: { line: 8, character: 6 } } });
    expect(finding?.relatedInformation?.map((r) => [r.location.uri, r.location.range.start.line])).toEqual([
      [uri, 8],
      [uri, 9],
      [uri, 10],
    ]);
    const broken = await client.replace(uri, leaky, 'time.Second)\n', 'time.Second)\n\tdefer can');
    await client.replace(uri, broken, 'defer can', 'defer cancel()\n');
    expect(await client.until(uri, none)).toEqual([]);
  });

  it('keeps what was found in a function while a line of it is typed, and does not flicker', async () => {
    const told: number[] = [];
    await start({ onPublished: (_, diagnostics) => told.push(diagnostics.length) });
    const uri = uriOf(path.join(folder, 'blocked.go'));
    await client.open(uri, blocked);
    const [before] = await client.until(uri, has('send-without-receiver'));
    const broken = await client.replace(uri, blocked, '\tdone :=', '\tif x := f(\n\tdone :=');
    const [held] = await client.until(uri, (d) => d[0]?.range.start.line !== before?.range.start.line);
    expect(held).toMatchObject({ code: 'send-without-receiver', message: before?.message });
    expect(held?.range.start.line).toBe((before?.range.start.line ?? 0) + 1);
    await client.replace(uri, broken, '\tif x := f(\n', '');
    await client.until(uri, (d) => d[0]?.range.start.line === before?.range.start.line);
    expect(told).not.toContain(0);
  });

  it('what is turned off goes also while its function is broken', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'blocked.go'));
    await client.open(uri, blocked);
    await client.until(uri, has('send-without-receiver'));
    await client.replace(uri, blocked, '\tdone :=', '\tif x := f(\n\tdone :=');
    await client.until(uri, (d) => d[0]?.range.start.line === 6);
    await client.configure({ rules: { 'send-without-receiver': 'off' } });
    expect(await client.until(uri, none)).toEqual([]);
  });

  it('follows edits with CRLF, a byte order mark and astral characters', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    const text = `\ufeff${leaky}`.replace('return nil', 'return nil // 🧵🧵').replaceAll('\n', '\r\n');
    await client.open(uri, text);
    const [finding] = await client.until(uri, has('cancel-not-called'));
    expect(finding?.range.start).toEqual({ line: 8, character: 6 });
    await client.replace(uri, text, 'ctx, cancel := ', 'ctx, /* 🧵 */ cancel := ');
    await client.until(uri, (d) => d[0]?.range.start.character === 'ctx, /* 🧵 */ '.length + 1);
  });

  it('goes on in the other declarations while one is broken', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, `${leaky}\nfunc half( {\n\tif x := ; {{{\n`);
    expect(codes(await client.until(uri, has('cancel-not-called')))).toEqual(['cancel-not-called']);
  });

  it('reads the neighbours of an open file from the disk, and again when they change', async () => {
    const neighbour = 'package orders\n\nvar forever chan int\n';
    const neighbourUri = await write('neighbour.go', neighbour);
    await start();
    const uri = uriOf(path.join(folder, 'wait.go'));
    await client.open(uri, 'package orders\n\nfunc wait(c chan int) {\n\tgo func() {\n\t\tc <- 1\n\t}()\n}\n');
    await write('neighbour.go', blocked);
    await client.filesChanged(neighbourUri);
    expect(codes(await client.until(neighbourUri, (d) => d.length > 0))).toEqual(['send-without-receiver']);
  });

  it('takes its findings back when the last file of the folder is closed', async () => {
    await start();
    const uri = await write('fetch.go', leaky);
    await client.open(uri, leaky);
    await client.until(uri, has('cancel-not-called'));
    await client.close(uri);
    await client.until(uri, none);
  });
});

describe('code actions', () => {
  it('offer the fix first, then to ignore; the fixed text has no finding', async () => {
    await start({ initializationOptions: { turnsRulesOff: true } });
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, leaky);
    const found = await client.until(uri, has('cancel-not-called'));
    const offered = await actionsOf(client, uri, found);
    expect(offered.map((a) => [a.title, a.isPreferred ?? false])).toEqual([
      ['Defer cancel()', true],
      ['Ignore cancel-not-called here', false],
      ['Turn cancel-not-called off', false],
    ]);
    expect(offered[0]?.diagnostics).toHaveLength(1);
    expect(applied(leaky, offered[0])).toContain('time.Second)\n\tdefer cancel()\n\tif err');
    expect(offered[2]?.command).toMatchObject({
      command: 'leaklens.turnRuleOff',
      arguments: ['cancel-not-called', uri],
    });
  });

  it('ignore here silences the finding', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, leaky);
    const offered = await actionsOf(client, uri, await client.until(uri, has('cancel-not-called')));
    const ignored = applied(
      leaky,
      offered.find((a) => a.title.startsWith('Ignore')),
    );
    expect(ignored).toContain('\t//leaklens:ignore cancel-not-called explain why\n\tctx, cancel');
    await client.replace(uri, leaky, leaky, ignored);
    await client.until(uri, none);
  });

  it('fix all, or all of one rule, on save', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    const twice = leaky + leaky.slice(leaky.indexOf('func')).replace('Fetch', 'FetchAgain');
    await client.open(uri, twice);
    await client.until(uri, (d) => d.length === 2);
    const [all, ...more] = await actionsOf(client, uri, [], ['source.fixAll']);
    expect(more).toEqual([]);
    expect(all?.kind).toBe('source.fixAll.leaklens');
    expect(applied(twice, all).match(/defer cancel\(\)/g)).toHaveLength(2);
    expect(await actionsOf(client, uri, [], ['source.fixAll.leaklens.cancel-not-called'])).toHaveLength(1);
    expect(await actionsOf(client, uri, [], ['source.fixAll.leaklens.lock-not-released'])).toEqual([]);
    expect(await actionsOf(client, uri, [], ['refactor'])).toEqual([]);
  });

  it('wait for the text that was typed last', async () => {
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, leaky);
    await client.until(uri, has('cancel-not-called'));
    await client.replace(uri, leaky, 'package orders', '// Package orders.\npackage orders');
    const [all] = await actionsOf(client, uri, [], ['source.fixAll']);
    const edit = editOf(all);
    expect(edit.edits[0]?.range.start.line).toBe(9);
    expect(edit.textDocument.version).toBe(2);
  });
});

it('hover tells the path and why', async () => {
  await start();
  const uri = uriOf(path.join(folder, 'fetch.go'));
  await client.open(uri, leaky);
  const [finding] = await client.until(uri, has('cancel-not-called'));
  const at = (position: object): Promise<Hover | null> =>
    client.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  const shown = await at(finding?.range.start as object);
  const value = (shown?.contents as { readonly value?: string } | undefined)?.value;
  expect(value).toContain('**Cancel function not called on every path** (`cancel-not-called`)');
  expect(value).toMatch(/1\. .*derives a context \(line 9\)\n2\. /);
  expect(await at({ line: 0, character: 3 })).toBeNull();
});

it('hover draws a run as lanes for editors that show pictures, in the colours of their theme', async () => {
  const text = `package p

func ask(isLate func() bool) int {
	answers := make(chan int)
	go func() {
		answers <- 1
	}()
	if isLate() {
		return 0
	}
	return <-answers
}
`;
  const uri = await write('ask.go', text);
  const hovered = async (): Promise<string> => {
    const shown = await client.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 5, character: 4 },
    });
    return (shown?.contents as { readonly value?: string } | undefined)?.value ?? '';
  };
  const svgIn = (markdown: string): string =>
    decodeURIComponent(
      /!\[[^\]]+\]\(data:image\/svg\+xml,([^()\s|]+)\|width=480,height=\d+\)/.exec(markdown)?.[1] ?? '',
    );
  await start({ initializationOptions: { theme: 'light' } });
  await client.open(uri, text);
  await client.until(uri, (d) => d.length > 0);
  expect(svgIn(await hovered())).toMatch(/^<svg .*#f8f8f8.*answers &lt;- 1.*<\/svg>$/);
  await client.connection.sendNotification('leaklens/themeChanged', { theme: 'highContrastDark' });
  expect(svgIn(await hovered())).toContain('#000000');
  await client.stop();
  await start();
  await client.open(uri, text);
  await client.until(uri, (d) => d.length > 0);
  expect(await hovered()).not.toContain('data:image');
  expect(await hovered()).toMatch(/1\. /);
});

it('hints say how goroutines end, where the settings ask for them', async () => {
  const text = `package p

import "context"

func start(ctx context.Context, jobs chan int, f func()) {
	go func() {
		for range jobs {
		}
	}()
	go wait(ctx)
	go f()
}

func wait(ctx context.Context) {
	<-ctx.Done()
}
`;
  const uri = uriOf(path.join(folder, 'start.go'));
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = async (): Promise<string[]> => {
    const shown: readonly InlayHint[] = await client.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    });
    return shown.map((h) => `${h.position.line}:${h.position.character} ${h.label}`);
  };
  await start();
  await client.open(uri, text);
  expect(await hints()).toEqual([]);
  await client.configure({ goroutineEndings: { enabled: true } });
  await expect
    .poll(hints, { timeout: 60_000 })
    .toEqual(['5:12 ends when jobs is closed', '9:13 ends with ctx', '10:7 ends when f returns']);
  await client.replace(uri, text, '\t<-ctx.Done()', '\tselect {}');
  expect(await hints()).toContain('9:13 never ends');
});

describe('settings', () => {
  it('of the editor win over leaklens.json, and both are followed as they change', async () => {
    const file = await write('leaklens.json', '{"rules": {"cancel-not-called": "error"}}');
    await start();
    const uri = uriOf(path.join(folder, 'fetch.go'));
    await client.open(uri, leaky);
    await client.until(uri, (d) => d[0]?.severity === 1);
    await client.configure({ rules: { 'cancel-not-called': 'information' } });
    await client.until(uri, (d) => d[0]?.severity === 3);
    await client.configure({ rules: { 'cancel-not-called': 'off' } });
    await client.until(uri, none);
    await client.configure({ rules: { 'cancel-not-called': 'default' } });
    await client.until(uri, (d) => d[0]?.severity === 1);
    await write('leaklens.json', '{"rules": {"cancel-not-called": "off"}}');
    await client.filesChanged(file);
    await client.until(uri, none);
  });

  it('can silence test files and let generated ones speak', async () => {
    await start({ settings: { check: { tests: false, generated: true } } });
    const [test, generated] = ['fetch_test.go', 'made.go'].map((n) => uriOf(path.join(folder, n)));
    await client.open(test as string, leaky);
    await client.open(
      generated as string,
      `// Code generated by hand. DO NOT EDIT.\n\n${leaky.replace('Fetch', 'Made')}`,
    );
    await client.until(generated as string, has('cancel-not-called'));
    expect(client.shown.get(test as string) ?? []).toEqual([]);
    await client.configure({});
    await client.until(test as string, (d) => d[0]?.severity === 3);
    await client.until(generated as string, none);
  });
});

describe('the whole workspace', () => {
  it('is checked with progress, folder by folder; its findings stay until they are cleared', async () => {
    const first = await write('fetch.go', leaky);
    const second = await write('deep/er/blocked.go', blocked);
    await write('vendor/other/blocked.go', blocked);
    await write('testdata/blocked.go', blocked);
    await start();
    const told: { kind: string; percentage?: number }[] = [];
    client.connection.onNotification('$/progress', ({ token, value }: { token: string; value: { kind: string } }) => {
      expect(token).toBe('mine');
      told.push(value);
    });
    const result = await client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspace, { workDoneToken: 'mine' });
    expect(result).toMatchObject({ cancelled: false, packages: 2, files: 2, findings: 2, problems: [] });
    expect(told.map((t) => t.kind)).toEqual(['begin', 'report', 'report', 'end']);
    expect(codes(await client.until(first, (d) => d.length > 0))).toEqual(['cancel-not-called']);
    expect(codes(await client.until(second, (d) => d.length > 0))).toEqual(['send-without-receiver']);
    await client.connection.sendNotification(clearWorkspace);
    await client.until(first, none);
    await client.until(second, none);
  });

  it('stops when it is cancelled', async () => {
    for (let i = 0; i < 40; i++) await write(`p${i}/blocked.go`, blocked);
    await start();
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    client.connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
      if (value.kind === 'report') source.cancel();
    });
    const result = await client.connection.sendRequest<CheckWorkspaceResult>(
      checkWorkspace,
      { workDoneToken: 1 },
      source.token,
    );
    expect(result.cancelled).toBe(true);
    expect(result.packages).toBeLessThan(40);
  });

  it('can be what is always checked', async () => {
    const uri = await write('deep/blocked.go', blocked);
    await start({ settings: { check: { scope: 'workspace' } } });
    await client.until(uri, has('send-without-receiver'));
  });

  it('has several folders', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'leaklens-other-'));
    await writeFile(path.join(other, 'blocked.go'), blocked);
    await write('fetch.go', leaky);
    await start({ folders: [uriOf(folder), uriOf(other)] });
    const result = await client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspace, { workDoneToken: 1 });
    expect(result).toMatchObject({ packages: 2, findings: 2 });
    await rm(other, { recursive: true });
  });
});

it('asks the client for files of other schemes', async () => {
  const files: Record<string, string> = {
    'memfs:/m/go.mod': 'module example.com/m\n\ngo 1.24\n',
    'memfs:/m/b%20b.go': blocked,
  };
  await start({
    folders: ['memfs:/m'],
    answers: {
      'leaklens/readText': ({ uri }: { uri: string }) => (files[uri] === undefined ? {} : { text: files[uri] }),
      'leaklens/listFolder': ({ uri }: { uri: string }) =>
        uri === 'memfs:/m' ? { entries: [{ name: 'b b.go', isFolder: false }] } : {},
    },
  });
  const result = await client.connection.sendRequest<CheckWorkspaceResult>(checkWorkspace, { workDoneToken: 1 });
  expect(result).toMatchObject({ packages: 1, files: 1, findings: 1 });
  await client.until('memfs:/m/b%20b.go', has('send-without-receiver'));
});

it('leaves files that are not Go alone, whatever is in them', async () => {
  await write('huge.go', `package orders\n\nvar s = "${'x'.repeat(6 << 20)}"\n`);
  await write('binary.go', '\u0000\u0001package orders\u0000');
  await start();
  const uri = uriOf(path.join(folder, 'fetch.go'));
  await client.open(uri, leaky);
  await client.until(uri, has('cancel-not-called'));
});
