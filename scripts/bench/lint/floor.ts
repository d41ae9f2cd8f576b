import { readFileSync } from 'node:fs';
import { Language, Parser } from 'web-tree-sitter';
import { nodeHost } from '../../../cli/nodeHost.ts';
import { packageFolders } from '../../../server/engine/workspace/folders.ts';
import { wasm } from './engine.ts';

await Parser.init({ wasmBinary: wasm('web-tree-sitter/web-tree-sitter.wasm') } as object);
const parser = new Parser();
parser.setLanguage(await Language.load(wasm('tree-sitter-go/tree-sitter-go.wasm')));
const words = ['go ', '<-', 'chan'].map((w) => Buffer.from(w));

/**
 * CPU seconds below which no checker on this parser can be: every file is read and scanned, those that mention
 * goroutines or channels are parsed, and their trees walked once. No rules.
 */
export async function floorOf(root: string): Promise<number> {
  const host = nodeHost(() => {});
  const before = process.cpuUsage();
  for await (const folder of packageFolders(host, root))
    for (const { name } of (await host.list(folder)) ?? []) {
      if (!name.endsWith('.go')) continue;
      const bytes = readFileSync(`${folder}/${name}`);
      if (words.some((w) => bytes.includes(w))) parseAndWalk(bytes.toString('utf8'));
    }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function parseAndWalk(text: string): number {
  const tree = parser.parse(text);
  if (!tree) return 0;
  const cursor = tree.walk();
  let sum = 0;
  for (let more = true; more; ) {
    sum += cursor.nodeType.length + cursor.startIndex + cursor.endIndex + (cursor.currentFieldName?.length ?? 0);
    more = cursor.gotoFirstChild() || cursor.gotoNextSibling();
    while (!more && cursor.gotoParent()) more = cursor.gotoNextSibling();
  }
  cursor.delete();
  tree.delete();
  return sum;
}
