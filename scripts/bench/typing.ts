// CPU from keystroke to published diagnostics, of the language server over LSP. Arguments: [edits] [folder of one package].
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { randomFrom } from '../../test/engine/random.ts';
import { type GoPackage, generated } from './typing/package.ts';
import { folder, served } from './typing/server.ts';
import { typing } from './typing/typist.ts';

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;
/** What is used of the heap after a collection, in megabytes; this process holds the client and the texts as well. */
const megabytes = (): string => {
  globalThis.gc?.();
  return `${(process.memoryUsage().heapUsed / (1 << 20)).toFixed(0)} MB`;
};
/** After so many edits the memory is looked at. */
const marks = [20, 60, 150, 300, 600, 1000, 10_000, 100_000];

async function type(title: string, files: GoPackage, name: string, edits: number): Promise<void> {
  const lines = (text: string): number => text.split('\n').length;
  const all = [...files.values()].reduce((sum, text) => sum + lines(text), 0);
  const { client, published } = await served(files);
  const uri = `${folder}/${name}`;
  let document = TextDocument.create(uri, 'go', 1, files.get(name) ?? '');
  const settle = (): Promise<unknown> =>
    client.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
  const opening = process.cpuUsage();
  await client.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'go', version: 1, text: document.getText() },
  });
  await settle();
  const opened = milliseconds(process.cpuUsage(opening));
  console.log(
    `\n${title}: ${files.size} files, ${all.toLocaleString('en')} lines; ${name} has ${lines(document.getText())}`,
  );
  console.log(`  opening   ${opened.toFixed(0)} ms, ${((1000 * opened) / all).toFixed(1)} ms per thousand lines`);
  const typist = typing(randomFrom(1), document.getText());
  let step = typist.next(document.getText());
  const memory = [`${megabytes()} before`];
  const times: { readonly time: number; readonly edit: string }[] = [];
  for (let i = 0; i < edits; i++) {
    const { start, end, by } = step.value;
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const contentChanges = [{ range, text: by }];
    document = TextDocument.update(document, contentChanges, i + 2);
    const begun = process.cpuUsage();
    await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: i + 2 }, contentChanges });
    await settle();
    times.push({ time: milliseconds(process.cpuUsage(begun)), edit: JSON.stringify(by.slice(0, 30)) });
    if (marks.includes(i + 1) || i === edits - 1) memory.push(`${megabytes()} after ${i + 1}`);
    step = typist.next(document.getText());
  }
  const sorted = [...times].sort((a, b) => a.time - b.time);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))]?.time ?? 0).toFixed(1);
  console.log(`  keystroke median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms of CPU`);
  console.log(
    `  slowest   ${sorted
      .slice(-5)
      .map((t) => `${t.time.toFixed(0)} ms for ${t.edit}`)
      .join(', ')}`,
  );
  console.log(`  heap used ${memory.join(', ')}`);
  console.log(`  published ${published()} times for ${edits} edits`);
}

function packageAt(at: string): GoPackage {
  const names = readdirSync(at).filter((n) => n.endsWith('.go'));
  return new Map(names.map((n) => [n, readFileSync(path.join(at, n), 'utf8')]));
}

const [edits = '2000', at] = process.argv.slice(2);
if (at) {
  const files = packageAt(at);
  const [longest = ''] = [...files.keys()].sort((a, b) => (files.get(b)?.length ?? 0) - (files.get(a)?.length ?? 0));
  await type(at, files, longest, Number(edits));
} else await type('A generated package', generated(new URL('../../', import.meta.url)), 'long.go', Number(edits));
process.exit();
