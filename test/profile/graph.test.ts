import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { subtractBase } from '../../profile/compare.ts';
import { callGraph } from '../../profile/graph/callGraph.ts';
import { type DrawnTag, drawingOf } from '../../profile/graph/drawing.ts';
import { edgeOrder } from '../../profile/graph/edges.ts';
import { neighboursOf } from '../../profile/graph/neighbours.ts';
import { drawnByDefault, trimmedGraph } from '../../profile/graph/trimmedGraph.ts';
import type { Profile } from '../../profile/profile.ts';
import { frameSums } from '../../profile/top.ts';
import { orderOf } from '../../profile/view/compareUtf8.ts';
import { openView, sampleTypeByName, type View, type ViewSpec } from '../../profile/view.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';

const kept = (folder: string): string => join(import.meta.dirname, 'kept', folder);
const lines = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');

function open(profile: Profile, spec: ViewSpec = {}): View {
  const view = openView(profile, spec);
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

describe('go tool pprof -dot', () => {
  for (const file of readdirSync(kept('graphs'))) {
    const [title = '', ...answer] = lines(join(kept('graphs'), file));
    it(title, () => {
      const drawn = draw(title);
      expect(drawn.filter((line) => line.startsWith('node')).sort()).toEqual(
        answer
          .filter((line) => line.startsWith('node'))
          .map(withoutNameLines)
          .sort(),
      );
      expect(drawn.filter((line) => line.startsWith('edge')).sort()).toEqual(
        answer.filter((line) => line.startsWith('edge')).sort(),
      );
      expect(drawn.filter((line) => line.startsWith('tag')).sort()).toEqual(
        answer.filter((line) => line.startsWith('tag')).sort(),
      );
    });
  }

  it('has an answer for every case, with edges of all kinds among them', () => {
    const all = readdirSync(kept('graphs')).flatMap((file) => lines(join(kept('graphs'), file)));
    expect(all.filter((line) => line.endsWith(' dotted')).length).toBeGreaterThan(10);
    expect(all.filter((line) => line.includes('(inline)')).length).toBeGreaterThan(10);
    expect(all.filter((line) => line.startsWith('node')).length).toBeGreaterThan(200);
    expect(all.filter((line) => line.startsWith('tag')).length).toBeGreaterThan(100);
  });
});

/** How names are broken into lines is ours. */
function withoutNameLines(line: string): string {
  const [head = '', label = ''] = line.split(' | ');
  return `${head} | ${/(?:^|\\n)((?:[^\s\\]+ \([^()]*%\)|0)(?:(?: |\\n)of [^\s\\]+ \([^()]*%\))?)$/.exec(label)?.[1] ?? label}`;
}

function draw(title: string): string[] {
  const options = new Map(
    title.split(' ').map((word) => {
      const [, name = 'file', value = name === 'file' ? word : ''] = /^-(\w+)(?:=(.*))?$/.exec(word) ?? [];
      return [name, value] as const;
    }),
  );
  const own = sampleProfile(options.get('file') ?? '');
  const base = options.get('diff_base');
  const subtracted = base ? subtractBase(own, sampleProfile(base), { mode: 'diff_base' }) : undefined;
  const profile = subtracted?.ok ? subtracted.value : own;
  const type = sampleTypeByName(profile, options.get('sample_index') ?? '');
  if (!type.ok) return [];
  const view = open(profile, {
    focus: options.get('focus') ?? '',
    hide: options.get('hide') ?? '',
    tagFocus: options.get('tagfocus') ?? '',
    noInlines: options.has('noinlines'),
  });
  const number = (name: string, otherwise: number): number => Number(options.get(name) ?? otherwise);
  const graph = trimmedGraph(view, view.profile.samples.values[type.value]!, view.weights[type.value]!, {
    nodeFraction: number('nodefraction', drawnByDefault.nodeFraction),
    edgeFraction: number('edgefraction', drawnByDefault.edgeFraction),
    nodeCount: number('nodecount', drawnByDefault.nodeCount),
  });
  const { nodes, edges } = drawingOf(graph, view.totals[type.value]!, profile.header.sampleTypes[type.value]!.unit);
  const name = (frame: number): string => view.frames.name[frame]!;
  return [
    ...nodes.flatMap((n) => tagLines(name(n.frame), n.tags)),
    ...nodes.map((n) => `node ${n.fontSize} ${name(n.frame)} | ${n.figures.join('\\n')}`),
    ...edges.map(({ edge, label, weight, penWidth }) => {
      const style = edge.isResidual ? 'dotted' : 'solid';
      return `edge ${name(edge.caller)} -> ${name(edge.callee)} | ${label.join('\\n ')} | ${weight} ${penWidth} ${style}`;
    }),
  ];
}

function tagLines(name: string, tags: readonly DrawnTag[], before = ''): string[] {
  return tags.flatMap(({ lines: words, figure, isDotted, sizes }) => {
    const label = `${before}${words.join('\\n')}`;
    return [
      `tag ${name} | ${label} | ${figure} ${isDotted ? 'dotted' : 'solid'}`,
      ...tagLines(name, sizes, `${label} / `),
    ];
  });
}

describe('go tool pprof -peek', () => {
  for (const file of readdirSync(kept('peeks'))) {
    const [type = '', ...answer] = lines(join(kept('peeks'), file));
    it(file, () => {
      const view = open(sampleProfile(file.replace(/\.txt$/, '')));
      const index = sampleTypeByName(view.profile, type);
      if (!index.ok) throw new Error(index.error.message);
      expect(peekAll(view, view.weights[index.value]!).sort()).toEqual(blocks(answer).sort());
    });
  }
});

/** One text per function: its callers, itself, its callees. */
function blocks(answer: readonly string[]): string[] {
  const found: string[][] = [];
  answer.forEach((line, i) => {
    const begins = line.startsWith('<') ? !answer[i - 1]?.startsWith('<') : !/^[<]/.test(answer[i - 1] ?? '');
    if ((line.startsWith('<') && begins) || (line.startsWith('=') && begins)) found.push([]);
    found.at(-1)?.push(line);
  });
  return found.map((block) => block.join('\n'));
}

function peekAll(view: View, weights: Float64Array): string[] {
  const { flat, cum } = frameSums(view, weights);
  const name = (frame: number): string => view.frames.name[frame]!;
  const texts: string[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    if (flat[frame] === 0 && cum[frame] === 0) continue;
    const { callers, callees } = neighboursOf(view, weights, frame);
    const inline = (isInlined: boolean): string => (isInlined ? ' (inline)' : '');
    texts.push(
      [
        ...callers.map((e) => `< ${e.weight} ${name(e.caller)}${inline(e.isInlined)}`),
        `= ${flat[frame]} ${cum[frame]} ${name(frame)}`,
        ...callees.map((e) => `> ${e.weight} ${name(e.callee)}${inline(e.isInlined)}`),
      ].join('\n'),
    );
  }
  return texts;
}

describe('the whole graph', () => {
  it.each(recordedProfiles)('of %s has the sums of the table, and the edges of each function', (file) => {
    const view = open(sampleProfile(file));
    const weights = view.weights[0]!;
    const graph = callGraph(view, weights);
    const sums = frameSums(view, weights);
    expect(graph.flat).toEqual(sums.flat);
    expect(graph.cum).toEqual(sums.cum);
    const order = edgeOrder(view.frames.name, orderOf(view.frames.name));
    for (const frame of graph.nodes) {
      const { callers, callees } = neighboursOf(view, weights, frame);
      const of = (end: 'caller' | 'callee') => graph.edges.filter((e) => e[end] === frame).sort(order);
      expect(callers.map(({ caller, weight }) => [caller, weight])).toEqual(
        of('callee').map(({ caller, weight }) => [caller, weight]),
      );
      expect(callees.map(({ callee, weight }) => [callee, weight])).toEqual(
        of('caller').map(({ callee, weight }) => [callee, weight]),
      );
    }
  });
});
