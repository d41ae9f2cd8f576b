import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundleServer } from './bundle.ts';
import { Client, codes, uriOf } from './client.ts';

const sending = (name: string): string => `func ${name}() {
\tc := make(chan int)
\tgo func() { c <- 1 }()
\tctx, cancel := context.WithCancel(context.Background())
\tif ctx.Err() != nil {
\t\treturn
\t}
\tcancel()
}
`;

it('a rule that fails loses what it finds there only; it is logged once, and the user is told once', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'leaklens fault-'));
  await writeFile(path.join(folder, 'go.mod'), 'module example.com/p\n\ngo 1.24\n');
  await writeFile(path.join(folder, 'b.go'), `package p\n\nimport "context"\n\n${sending('Sound')}`);
  const client = await Client.start(await bundleServer('send-without-receiver'), { folders: [uriOf(folder)] });
  const [told, logged]: [string[], string[]] = [[], []];
  client.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    told.push(message);
  });
  client.connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    told.push(message);
    return null;
  });
  client.connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  const [a, b] = ['a.go', 'b.go'].map((name) => uriOf(path.join(folder, name))) as [string, string];
  let text = `package p\n\nimport "context"\n\n${sending('Fault1')}\n${sending('Fault2')}`;
  await client.open(a, text);
  for (const name of ['Fault3', 'Fault4', 'Fault5']) {
    text = await client.replace(a, text, /Fault\d/.exec(text)?.[0] ?? '', name);
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: a },
      position: { line: 0, character: 0 },
    });
  }
  expect(codes(await client.until(b, (d) => d.length > 1)).sort()).toEqual([
    'cancel-not-called',
    'send-without-receiver',
  ]);
  expect(codes(client.shown.get(a) ?? []).filter((c) => c === 'cancel-not-called')).toHaveLength(2);
  expect(codes(client.shown.get(a) ?? [])).not.toContain('send-without-receiver');
  expect(logged.filter((m) => m.includes('a fault'))).toHaveLength(1);
  expect(told).toHaveLength(1);
  await client.stop();
  await rm(folder, { recursive: true });
});
