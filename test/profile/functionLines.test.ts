import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { functionLines, functionText } from '../../profile/functionLines.ts';
import { enclosingFunction } from '../../profile/goNames.ts';
import { topTable } from '../../profile/top.ts';
import { openView, type View } from '../../profile/view.ts';
import { keptAnswers, recordedProfiles, sampleProfile } from './support/samples.ts';

function byLines(file: string): View {
  const view = openView(sampleProfile(file), { granularity: 'lines' });
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

const linesOf = (view: View, name: string, type: number) => {
  const text = functionText(view, name);
  return text ? functionLines(view, text, view.weights[type]!) : [];
};

describe('lines of a function', () => {
  it('have the figures of go tool pprof -top -lines', () => {
    const answers = readFileSync(join(keptAnswers, 'cpu.pb.gz.txt'), 'utf8');
    const [, section = ''] = answers.split('# -sample_index=cpu -lines -focus=main\\.\n');
    const rows = section.split('\n# ')[0]!.split('\n').slice(1);
    const view = openView(sampleProfile('cpu.pb.gz'), { granularity: 'lines', focus: 'main\\.' });
    if (!view.ok) throw new Error(view.error.message);
    let compared = 0;
    for (const row of rows) {
      const [, flat, cum, name = '', line] = /^(-?\d+) (-?\d+) (main\.\S+) \S+:(\d+)/.exec(row) ?? [];
      if (line === undefined) continue;
      const text = functionText(view.value, name);
      // A closure on its function's line: pprof has two rows, the text one line.
      if (text?.frames.filter((f) => view.value.frames.line[f] === Number(line)).length !== 1) continue;
      const lines = functionLines(view.value, text, view.value.weights[1]!);
      expect([name, lines.find((l) => l.line === Number(line))]).toEqual([
        name,
        { line: Number(line), flat: Number(flat), cum: Number(cum) },
      ]);
      compared++;
    }
    expect(compared).toBeGreaterThan(10);
  });

  it.each(recordedProfiles)(
    'of %s: flats add up to those of its frames, cums are never larger than the total',
    (file) => {
      const view = byLines(file);
      const rows = topTable(view, 0);
      const names = new Set(rows.map(({ frame }) => view.frames.functionName[frame]!).filter((name) => name !== ''));
      for (const name of names) {
        const own = enclosingFunction(name);
        const text = functionText(view, name);
        const of = rows.filter(({ frame }) => text?.frames.includes(frame));
        expect(of.every(({ frame }) => enclosingFunction(view.frames.functionName[frame]!) === own)).toBe(true);
        const lines = linesOf(view, name, 0);
        const sum = lines.reduce((total, { flat }) => total + flat, 0);
        expect(sum).toBeCloseTo(of.reduce((total, { flat }) => total + flat, 0));
        for (const { cum } of lines) expect(Math.abs(cum)).toBeLessThanOrEqual(view.totals[0]! + 1e-9);
      }
    },
  );

  it('count a sample once, though a recursion meets the line many times', () => {
    const view = byLines('walk.pb.gz');
    const rows = topTable(view, 0, 'cum');
    const recursive = rows.find(({ frame }) => /walk|step|north/.test(view.frames.functionName[frame]!))!;
    const name = view.frames.functionName[recursive.frame]!;
    const most = Math.max(...linesOf(view, name, 0).map(({ cum }) => cum));
    expect(most).toBeLessThanOrEqual(view.totals[0]!);
    expect(most).toBeGreaterThan(0);
  });

  it('of a function that the profile does not know are none', () => {
    expect(functionText(byLines('cpu.pb.gz'), 'main.nothing')).toBeUndefined();
  });
});

it('knows the function that a closure lies in', () => {
  expect(enclosingFunction('main.(*T).Run.func1.2')).toBe('main.(*T).Run');
  expect(enclosingFunction('p.F[go.shape.int].func1')).toBe('p.F[...]');
  expect(enclosingFunction('p.F.gowrap1')).toBe('p.F');
  expect(enclosingFunction('p.(*T).M-fm')).toBe('p.(*T).M');
  expect(enclosingFunction('p.Loop-range1')).toBe('p.Loop');
  expect(enclosingFunction('example.com/func1.v2/p.F')).toBe('example.com/func1.v2/p.F');
  expect(enclosingFunction('p.function')).toBe('p.function');
});
