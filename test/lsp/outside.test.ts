import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { checkWorkspace } from '../../protocol/lsp.ts';
import { bundleServer } from './bundle.ts';
import { Client, codes, uriOf } from './client.ts';

// What happens to files and folders outside of the editor, and what the editor is told meanwhile.

const caller = 'package orders\n\nfunc Wait() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\ttake(c)\n}\n';
const taking = 'package orders\n\nfunc take(c chan int) {\n\t<-c\n}\n';
const dropping = 'package orders\n\nfunc take(c chan int) {\n\tprintln(c == nil)\n}\n';
const ticking = 'package orders\n\nimport "time"\n\nfunc Tick() {\n\t<-time.Tick(time.Second)\n}\n';

let program: string;
let folder: string;
let client: Client;
/** Everything that was published, in order. */
let published: { readonly uri: string; readonly codes: unknown[] }[];

beforeAll(async () => {
  program = await bundleServer();
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'leaklens outside-'));
  await writeFile(path.join(folder, 'go.mod'), 'module example.com/orders\n\ngo 1.24\n');
  published = [];
});
afterEach(async () => {
  await client.stop();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return uriOf(file);
}

async function start(folders = [uriOf(folder)]): Promise<void> {
  client = await Client.start(program, {
    folders,
    onPublished: (uri, diagnostics) => published.push({ uri, codes: codes(diagnostics) }),
  });
}

const some = (d: readonly Diagnostic[]): boolean => d.length > 0;
const none = (d: readonly Diagnostic[]): boolean => d.length === 0;
/** Resolves when all that was sent before has been answered. */
const settled = (uri: string): Promise<unknown> =>
  client.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });

describe('a file beside the open one', () => {
  it('is made, changed, renamed and removed', async () => {
    const uri = uriOf(path.join(folder, 'wait.go'));
    const beside = await write('take.go', dropping);
    await start();
    await client.open(uri, caller);
    await client.until(uri, some);
    await write('take.go', taking);
    await client.filesChanged(beside);
    await client.until(uri, none);
    await write('take.go', dropping);
    await client.filesChanged(beside);
    await client.until(uri, some);
    await rename(path.join(folder, 'take.go'), path.join(folder, 'took.go'));
    await write('took.go', taking);
    await client.filesGone(beside);
    await client.filesMade(uriOf(path.join(folder, 'took.go')));
    await client.until(uri, none);
    await rm(path.join(folder, 'took.go'));
    await write('other.go', dropping);
    await client.filesGone(uriOf(path.join(folder, 'took.go')));
    await client.filesMade(uriOf(path.join(folder, 'other.go')));
    await client.until(uri, some);
  });
});

it('go.mod says which rules hold', async () => {
  const uri = uriOf(path.join(folder, 'tick.go'));
  await start();
  await client.open(uri, ticking);
  await settled(uri);
  expect(client.shown.get(uri) ?? []).toEqual([]);
  const mod = await write('go.mod', 'module example.com/orders\n\ngo 1.20\n');
  await client.filesChanged(mod);
  expect(codes(await client.until(uri, some))).toEqual(['time-tick']);
  await write('go.mod', 'module example.com/orders\n\ngo 1.24\n');
  await client.filesChanged(mod);
  await client.until(uri, none);
});

describe('after a check of the workspace', () => {
  it('what is removed is forgotten: a file, and a folder of which only the name is told', async () => {
    const [one, two, deep] = [
      await write('one/wait.go', `${caller}${dropping.slice(14)}`),
      await write('one/again.go', caller.replaceAll('Wait', 'Again')),
      await write('two/deep/wait.go', `${caller}${dropping.slice(14)}`),
    ];
    await start();
    await client.connection.sendRequest(checkWorkspace, {});
    for (const uri of [one, two, deep]) await client.until(uri, some);
    await rm(path.join(folder, 'one/again.go'));
    await client.filesGone(two);
    await client.until(two, none);
    expect(some(client.shown.get(one) ?? [])).toBe(true);
    await rm(path.join(folder, 'two'), { recursive: true });
    await client.filesGone(uriOf(path.join(folder, 'two')));
    await client.until(deep, none);
  });

  it('a workspace folder that is closed takes its findings along', async () => {
    const [here, there] = [
      await write('here/wait.go', `${caller}${dropping.slice(14)}`),
      await write('there/wait.go', `${caller}${dropping.slice(14)}`),
    ];
    const [a, b] = ['here', 'there'].map((name) => ({ uri: uriOf(path.join(folder, name)), name }));
    await start([a?.uri ?? '', b?.uri ?? '']);
    await client.connection.sendRequest(checkWorkspace, {});
    for (const uri of [here, there]) await client.until(uri, some);
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [b] },
    });
    await client.until(there, none);
    expect(some(client.shown.get(here) ?? [])).toBe(true);
  });
});

it('tells the same findings once, and nothing in between, while somebody types beside them', async () => {
  const uri = uriOf(path.join(folder, 'wait.go'));
  await start();
  let text = `${caller}${dropping.slice(14)}\nfunc beside() {\n\tprintln(1)\n}\n`;
  await client.open(uri, text);
  await client.until(uri, some);
  for (const by of ['f', 'fo', 'for', 'for {', 'for { x(', 'for { x("', 'for { x() }', '}}', 'type', 'println(2)']) {
    const before = text.slice(text.indexOf('func beside') + 'func beside() {\n\t'.length, -3);
    text = await client.replace(uri, text, `\t${before}\n}\n`, `\t${by}\n}\n`);
    await settled(uri);
  }
  expect(published.filter((p) => p.uri === uri)).toHaveLength(1);
  expect(published[0]?.codes).toHaveLength(1);
});
