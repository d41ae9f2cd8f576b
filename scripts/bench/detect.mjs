// npm run bench:detect [-- SET…]: what is found and what is left alone, one table over all labelled sets, or those named:
// realbugs (with the fixed versions and the negatives), goker, verdicts, noise.
//
//   LEAKLENS_CORPUS      the folder of laid-out Go trees (layout.mjs of the benchmarks makes it)
//   LEAKLENS_BENCHMARKS  the folder of the scoring scripts and their labels (else ../shared/benchmarks)
//
// Judgements live in test/bench/: noise.csv (every warning over today's projects, read and judged) and kernels.csv (why a
// GoKer kernel is not found). Exit status 1 when a target is missed, 2 when something is missing to measure with.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseCsv } from '../lib/csv.mjs';
import { inRoot } from '../lib/project.mjs';
import { measureNoise } from './noise.mjs';

const sets = ['realbugs', 'goker', 'verdicts', 'noise'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((s) => !sets.includes(s));
const benchmarks = path.resolve(process.env.LEAKLENS_BENCHMARKS ?? inRoot('..', 'shared', 'benchmarks'));
const corpus = process.env.LEAKLENS_CORPUS;
const checker = inRoot('dist', 'leaklens.js');

const missing = [
  unknown.length > 0 && `There is no set "${unknown[0]}". There are: ${sets.join(', ')}.`,
  !existsSync(path.join(benchmarks, 'evaluate.mjs')) &&
    `No scoring scripts in ${benchmarks}. Set LEAKLENS_BENCHMARKS to the folder that holds evaluate.mjs, goker.mjs and verdicts.mjs.`,
  !(corpus && existsSync(corpus)) &&
    'No Go trees. Set LEAKLENS_CORPUS to the folder that layout.mjs of the benchmarks has filled.',
  !existsSync(checker) && 'dist/leaklens.js is missing: run `npm run build` first.',
].filter(Boolean);
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(2);
}

/** @type {{ set: string, result: string, target: string, ok: boolean }[]} */
const table = [];
const row = (set, result, target, ok) => table.push({ set, result, target, ok });
const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const command = `${JSON.stringify(process.execPath)} ${JSON.stringify(checker)} check`;

/** Runs a scoring script and answers what it printed. */
function score(script, ...args) {
  const file = path.join(benchmarks, script);
  const r = spawnSync(process.execPath, [file, '--checker', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (r.stderr) console.error(r.stderr.trim());
  return r.stdout ?? '';
}

const numbers = (text, pattern) => (pattern.exec(text) ?? []).slice(1).map(Number);

function realbugs() {
  const json = path.join(mkdtempSync(path.join(tmpdir(), 'leaklens-bench-')), 'realbugs.json');
  const printed = score('evaluate.mjs', '--set', 'all', '--json', json);
  if (!existsSync(json)) return row('realbugs', 'no answer of evaluate.mjs', '', false);
  const { total: t, negatives: n, rows } = JSON.parse(readFileSync(json, 'utf8'));
  for (const r of rows.filter((x) => x.kind === 'bug' && !x.hit))
    console.log(`missed   ${r.id} ${r.rule} ${r.repo} ${r.file}`);
  for (const line of printed.split('\n'))
    if (/^(false alarm|still flagged|checker failed)/.test(line)) console.log(line);
  row('real bugs found', `${t.hit}/${t.rows} = ${percent(t.hit, t.rows)}`, '>= 70 %', t.hit >= 0.7 * t.rows);
  row('  with the right rule', `${t.exact}/${t.hit}`, 'most', t.exact > t.hit / 2);
  row(
    'fixed, still flagged',
    `${t.still}/${t.fixed} = ${percent(t.still, t.fixed)}`,
    '<= 3 %',
    t.still <= 0.03 * t.fixed,
  );
  row('negatives flagged', `${n.flagged}/${n.rows}`, '0', n.flagged === 0);
}

function goker() {
  const printed = score('goker.mjs');
  const why = new Map(parseCsv(readFileSync(inRoot('test/bench/kernels.csv'), 'utf8')).map((k) => [k.kernel, k.why]));
  const missed = [...printed.matchAll(/^missed +\S+ (\S+)/gm)].map((m) => m[1]);
  for (const k of missed) console.log(`missed   ${k}: ${why.get(k) ?? 'NO SENTENCE in test/bench/kernels.csv'}`);
  for (const k of why.keys())
    if (!missed.includes(k)) console.log(`found    ${k}: take its sentence out of test/bench/kernels.csv`);
  for (const line of printed.split('\n')) if (/^flagged/.test(line)) console.log(line);
  const [found = 0, all = 0, flagged = 0, repaired = 0] = numbers(printed, /goker (\d+)\/(\d+) found +(\d+)\/(\d+)/);
  row('GoKer kernels found', `${found}/${all}`, '>= 51', found >= 51);
  row(
    '  missed without a reason',
    `${missed.filter((k) => !why.has(k)).length}`,
    '0',
    missed.every((k) => why.has(k)),
  );
  row('repaired kernels flagged', `${flagged}/${repaired}`, '<= 1', repaired > 0 && flagged <= 1);
}

function verdicts() {
  const printed = score('verdicts.mjs');
  for (const line of printed.split('\n')) if (/^(missed|flagged|no )/.test(line)) console.log(line);
  const [found = 0, all = 0, others = 0, rest = 0] = numbers(printed, /verdicts: (\d+)\/(\d+) .*?(\d+)\/(\d+) others/);
  row('judged leaks found', `${found}/${all}`, '>= 20', found >= 20);
  row('judged others flagged', `${others}/${rest}`, '<= 5', rest > 0 && others <= 5);
}

function noise() {
  const judged = parseCsv(readFileSync(inRoot('test/bench/noise.csv'), 'utf8'));
  const projects = parseCsv(readFileSync(path.join(benchmarks, 'corpora.csv'), 'utf8'));
  const n = measureNoise({ corpus, projects, judged, checker });
  for (const line of n.told) console.log(line);
  const allowed = n.lines / 100_000;
  row('warnings and errors', `${n.warnings} in ${n.lines.toLocaleString('en')} lines`, 'all judged', n.unjudged === 0);
  row('  false or harmless', `${n.bad}`, `<= ${Math.floor(allowed)}`, n.bad <= allowed);
  row('  judged false, come back', `${n.false}`, '0', n.false === 0);
}

const measures = { realbugs, goker, verdicts, noise };
for (const set of sets) if (wanted.length === 0 || wanted.includes(set)) measures[set]();

const width = (key) => Math.max(...table.map((r) => r[key].length), key.length);
const line = (r) =>
  `${r.set.padEnd(width('set'))}  ${r.result.padEnd(width('result'))}  ${r.target.padEnd(width('target'))}`;
console.log(`\n${line({ set: 'set', result: 'result', target: 'target' })}`);
for (const r of table) console.log(`${line(r)}  ${r.ok ? 'reached' : 'MISSED'}`);
process.exitCode = table.every((r) => r.ok) ? 0 : 1;
