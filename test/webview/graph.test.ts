import { instance } from '@viz-js/viz';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Drawing, drawingOf } from '../../profile/graph/drawing.ts';
import { drawnByDefault, trimmedGraph } from '../../profile/graph/trimmedGraph.ts';
import { begin, reveal, wholeIn, zoomAt } from '../../webview/graph/camera.ts';
import { dotOf, nameLines, placedTags } from '../../webview/graph/dot.ts';
import { type GraphLayout, readLayout } from '../../webview/graph/layout.ts';
import { graphNeighbour } from '../../webview/graph/navigate.ts';
import { wholeView } from '../../webview/model/analysis.ts';
import { sampleProfile } from '../profile/support/samples.ts';

let layOut: (dot: string) => GraphLayout;
let drawing: Drawing;
let layout: GraphLayout;

beforeAll(async () => {
  const viz = await instance();
  layOut = (dot) => readLayout(viz.renderString(dot, { format: 'json0', yInvert: true }));
  const view = wholeView(sampleProfile('cpu-labelled.pb.gz'));
  const graph = trimmedGraph(view, view.profile.samples.values[1]!, view.weights[1]!, drawnByDefault);
  drawing = drawingOf(graph, view.totals[1]!, 'nanoseconds');
  layout = layOut(dotOf(drawing, (frame) => view.frames.name[frame]!));
});

/** A drawing of two functions that call each other and themselves not. */
const pair = (): Drawing => ({
  unit: '',
  nodes: [0, 1].map((frame) => ({ frame, figures: ['1 (50%)'], fontSize: 8, share: 0.5, tags: [] })),
  edges: [
    {
      edge: { caller: 0, callee: 1, weight: 1, isResidual: false, isInlined: false },
      label: ['1'],
      weight: 1,
      penWidth: 1,
      share: 0.5,
    },
  ],
});

describe('layout', () => {
  it('has a box for every function and label, within the picture and apart from the others', () => {
    const tags = placedTags(drawing.nodes);
    expect(tags.length).toBeGreaterThan(20);
    expect(layout.nodes.length).toBe(drawing.nodes.length + tags.length);
    expect(layout.nodes.length).toBeGreaterThan(20);
    layout.nodes.forEach(({ x, y, width, height }, i) => {
      expect(x - width / 2).toBeGreaterThanOrEqual(-1);
      expect(y + height / 2).toBeLessThanOrEqual(layout.height + 1);
      for (const other of layout.nodes.slice(i + 1)) {
        const isApart =
          Math.abs(x - other.x) >= (width + other.width) / 2 || Math.abs(y - other.y) >= (height + other.height) / 2;
        expect(isApart).toBe(true);
      }
    });
  });

  it('has a curve from the caller to the callee for every edge', () => {
    const tags = placedTags(drawing.nodes);
    expect(layout.edges.length).toBe(drawing.edges.length + tags.length);
    const hung = new Map(tags.map(({ node, parent }) => [node, parent]));
    const drawn = new Set(drawing.edges.map(({ edge }) => `${edge.caller} ${edge.callee}`));
    for (const { tail, head, path, arrow } of layout.edges) {
      if (hung.has(head)) expect(hung.get(head)).toBe(tail);
      else expect(drawn.delete(`${drawing.nodes[tail]?.frame} ${drawing.nodes[head]?.frame}`)).toBe(true);
      const [, x = 0, y = 0] = (/^M([\d.-]+),([\d.-]+)C/.exec(path) ?? []).map(Number);
      const from = layout.nodes[tail];
      expect(Math.abs(x - (from?.x ?? 0))).toBeLessThanOrEqual((from?.width ?? 0) / 2 + 1);
      expect(Math.abs(y - (from?.y ?? 0))).toBeLessThanOrEqual((from?.height ?? 0) / 2 + 1);
      expect(arrow).toMatch(/^[\d.-]+,[\d.-]+( [\d.-]+,[\d.-]+){2}$/);
    }
    expect(drawn.size).toBe(0);
  });

  it('hangs callees below their callers', () => {
    const two = layOut(dotOf(pair(), (frame) => `main.f${frame}`));
    expect(two.nodes[0]!.y).toBeLessThan(two.nodes[1]!.y);
  });

  it('takes names as text, whatever is in them', () => {
    const names = ['a"b]; N9 [label="x', '\\N<b>&lt;&quot;\u0000\n\\'];
    const two = layOut(dotOf(pair(), (frame) => names[frame]!));
    expect(two.nodes.length).toBe(2);
    expect(two.edges.length).toBe(1);
  });

  it('of nothing is empty', () => {
    const none = layOut(dotOf({ unit: '', nodes: [], edges: [] }, () => ''));
    expect(none.nodes).toEqual([]);
  });
});

it('breaks names where Go people do', () => {
  expect(nameLines('example.com/shop/orders.(*Hub).publish.func1.2')).toEqual(['orders', '(*Hub).publish.func1.2']);
  expect(nameLines('main.main')).toEqual(['main', 'main']);
  const [pkg, rest = ''] = nameLines('slices.SortFunc[go.shape.[]example.com/x.T,go.shape.int]');
  expect(pkg).toBe('slices');
  expect(rest).toMatch(/^SortFunc\[/);
  expect(rest.length).toBeLessThanOrEqual(42);
  expect(nameLines('[vdso]')).toEqual(['[vdso]']);
});

describe('keys', () => {
  it('go along the heaviest edge, down and up', () => {
    drawing.nodes.forEach((node, i) => {
      const down = graphNeighbour(drawing, layout, i, 'ArrowDown') ?? -1;
      const out = drawing.edges.filter(({ edge }) => edge.caller === node.frame);
      if (out.length === 0) expect(down).toBe(i);
      else expect(drawing.nodes[down]?.frame).toBe(out[0]?.edge.callee);
    });
  });

  it('go to every box beside and back', () => {
    drawing.nodes.forEach((_, i) => {
      const right = graphNeighbour(drawing, layout, i, 'ArrowRight') ?? -1;
      expect(layout.nodes[right]!.x).toBeGreaterThanOrEqual(layout.nodes[i]!.x);
    });
    expect(graphNeighbour(drawing, layout, 3, 'Home')).toBe(0);
    expect(graphNeighbour(drawing, layout, 3, 'x')).toBeUndefined();
  });
});

describe('camera', () => {
  const pane = { width: 800, height: 400 };

  it('shows the whole graph in the middle, and never enlarges it', () => {
    const { scale, x, y } = wholeIn({ width: 1600, height: 400 }, pane);
    expect(1600 * scale + 2 * x).toBeCloseTo(800);
    expect(400 * scale + 2 * y).toBeCloseTo(400);
    expect(wholeIn({ width: 10, height: 10 }, pane).scale).toBe(1);
  });

  it('begins at the top of what would be too small to read', () => {
    const { scale, y } = begin({ width: 800, height: 8000 }, pane);
    expect(scale).toBeGreaterThan(0.4);
    expect(y).toBeGreaterThanOrEqual(0);
  });

  it('zooms with what is under the pointer staying there', () => {
    const before = { scale: 0.5, x: 30, y: -10 };
    const after = zoomAt(before, 2, 100, 50);
    const at = (c: typeof before) => [(100 - c.x) / c.scale, (50 - c.y) / c.scale];
    expect(at(after)).toEqual(at(before));
    expect(zoomAt(before, 1e9, 0, 0).scale).toBe(4);
  });

  it('moves no more than needed for a box to be seen', () => {
    const camera = { scale: 1, x: 0, y: 0 };
    expect(reveal(camera, { x: 400, y: 200, width: 50, height: 20 }, pane)).toEqual(camera);
    const { x, y } = reveal(camera, { x: 900, y: 200, width: 100, height: 20 }, pane);
    expect(y).toBe(0);
    expect(950 + x).toBeLessThanOrEqual(800);
  });
});
