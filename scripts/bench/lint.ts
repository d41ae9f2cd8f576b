// Milliseconds per thousand lines by step, and from keystroke to findings in a long file. Arguments: folders of Go code.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { nodeHost } from '../../cli/nodeHost.ts';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { createPackage } from '../../server/engine/package/package.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import { createAnalyser } from '../../server/engine/runner.ts';
import { defaultSettings } from '../../server/engine/settings.ts';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { createParser } from '../../server/engine/syntax/parser.ts';
import { packageFolders } from '../../server/engine/workspace/folders.ts';
import { rules } from '../../server/rules/index.generated.ts';

const wasm = (name: string): Uint8Array => readFileSync(new URL(`../../node_modules/${name}`, import.meta.url));
const parser = await createParser({
  runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
  grammar: wasm('tree-sitter-go/tree-sitter-go.wasm'),
});
const knowledge = createKnowledge(standardLibrary);
const analyser = createAnalyser({ rules, log: (message) => console.error(message) });
const host = nodeHost(() => {});
const goVersion = { major: 1, minor: 24 };

const spent = { read: 0, parse: 0, join: 0, rules: 0 };
type Step = keyof typeof spent;

function timed<T>(step: Step, work: () => T): T {
  const start = performance.now();
  const answer = work();
  spent[step] += performance.now() - start;
  return answer;
}

async function lint(roots: readonly string[]): Promise<void> {
  let [lines, files, findings] = [0, 0, 0];
  for (const root of roots)
    for await (const folder of packageFolders(host, root)) {
      const entries = ((await host.list(folder)) ?? []).filter((e) => e.name.endsWith('.go'));
      const started = performance.now();
      const texts = await Promise.all(entries.map((e) => host.readText(`${folder}/${e.name}`)));
      spent.read += performance.now() - started;
      const parsed: SourceFile[] = [];
      for (const [i, text] of texts.entries()) {
        if (text === undefined) continue;
        lines += text.split('\n').length;
        files++;
        parsed.push(timed('parse', () => parser.parse(`${folder}/${entries[i]?.name}`, text)));
      }
      for (const name of new Set(parsed.map((f) => f.packageName))) {
        const own = parsed.filter((f) => f.packageName === name);
        const pkg = timed('join', () => createPackage({ path: folder, files: own, goVersion, knowledge }));
        for (const found of timed('rules', () => analyser.analyse(pkg, defaultSettings)).values())
          findings += found.length;
      }
    }
  const perThousand = (ms: number): string => ((1000 * ms) / lines).toFixed(2);
  console.log(`\nLint: ${lines.toLocaleString('en')} lines in ${files} files, ${findings} findings`);
  for (const [step, ms] of Object.entries(spent))
    console.log(`  ${step.padEnd(6)} ${perThousand(ms)} ms per thousand lines`);
  console.log(`  peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

/** A long file of ordinary functions, and edits in its middle. */
function keystrokes(): void {
  const one = readFileSync(new URL('../../demo/leaky/cancel_early_return.go', import.meta.url), 'utf8');
  const body = one.slice(one.indexOf('func '));
  const head = one.slice(0, one.indexOf('func '));
  const parts: string[] = [];
  for (let i = 0; parts.join('').split('\n').length < 10_000; i++)
    for (let k = 0; k < 100; k++) parts.push(body.replaceAll('Service)', `Service${i}x${k})`));
  const text = head + parts.join('\n');
  let file = parser.parse('long.go', text);
  const times: number[] = [];
  for (let i = 0; i < 60; i++) {
    const at = text.indexOf('if ', text.length / 2);
    const edited = `${text.slice(0, at)}_ = ${i}\n\t${text.slice(at)}`;
    const start = performance.now();
    file = parser.parse('long.go', edited, file);
    const pkg = createPackage({ path: 'long', files: [file], goVersion, knowledge });
    analyser.analyse(pkg, defaultSettings);
    times.push(performance.now() - start);
  }
  times.splice(0, 10);
  times.sort((a, b) => a - b);
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
  console.log(`\nKeystroke to findings in ${text.split('\n').length.toLocaleString('en')} lines:`);
  console.log(`  median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (the pause while typing not counted)`);
}

await lint(process.argv.length > 2 ? process.argv.slice(2) : [new URL('../../demo', import.meta.url).pathname]);
keystrokes();
