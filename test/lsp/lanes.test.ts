import { describe, expect, it } from 'vitest';
import type { WitnessStep } from '../../server/engine/finding.ts';
import { lanes, type Palette, palettes } from '../../server/lsp/lanes.ts';

const step = (message: string, more: Partial<WitnessStep> = {}): WitnessStep => ({
  file: 'a.go',
  start: 0,
  end: 1,
  message,
  ...more,
});
const run = [
  step('`go work()` starts a goroutine', {
    label: 'go work()',
    goroutine: '`main`',
    partner: 'the goroutine of line 5',
  }),
  step('`main` returns', { label: 'returns', goroutine: '`main`' }),
  step('`ch <- 1` waits', { label: 'ch <- 1', goroutine: 'the goroutine of line 5', isBlocked: true }),
];
const draw = (steps: readonly WitnessStep[], palette: Palette = palettes.dark) => lanes(steps, 'f', palette);
const textsOf = (svg = ''): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map((m) => m[1] ?? '');

describe('lanes', () => {
  it('have a head for each goroutine and a numbered box for each step, the blocked one marked and red', () => {
    const picture = draw(run);
    expect(textsOf(picture?.svg)).toEqual(['1 go work()', '2 returns', '3 ch &lt;- 1 ✕', 'main', 'go, line 5']);
    const red = picture?.svg.match(new RegExp(`<rect [^>]*stroke="${palettes.dark.blocked}"`, 'g'));
    expect(red).toHaveLength(1);
    expect(picture?.alternative).toBe(
      '2 goroutines: main, the goroutine of line 5. the goroutine of line 5 is blocked for ever at step 3.',
    );
  });

  it('end where a goroutine ends, and go on where it does not', () => {
    const bottoms = (steps: readonly WitnessStep[]): number[] =>
      [...(draw(steps)?.svg ?? '').matchAll(/<path d="M(\d+) [\d.]+L\1 ([\d.]+)"/g)].map((m) => Number(m[2]));
    const [main = 0, stuck = 0] = bottoms(run);
    expect(main).toBeLessThan(stuck);
    const [goesOn = 0, still = 0] = bottoms(run.filter((s) => s.label !== 'returns'));
    expect(goesOn).toBeGreaterThan(still);
  });

  it('take the last step of a path for the blocked one', () => {
    const path = [step('the deadline passes'), step('the send waits for ever', { goroutine: 'the sender' })];
    expect(textsOf(draw(path)?.svg)).toContain('2 the send waits for ever ✕');
    expect(textsOf(draw(path)?.svg)).toContain('f');
  });

  it('are not drawn for one goroutine, nor for more than can be read', () => {
    expect(draw([step('one'), step('two')])).toBeUndefined();
    expect(draw([])).toBeUndefined();
    expect(draw(Array.from({ length: 6 }, (_, i) => step('x', { goroutine: `g${i}` })))).toBeUndefined();
    expect(draw(Array.from({ length: 5 }, (_, i) => step('x', { goroutine: `g${i}` })))).toBeDefined();
  });

  it('hold what a program calls things as text, whatever it is', () => {
    const nasty = '<script>&"\u0000\u001b\ud800𝔘é';
    const svg = draw([step(nasty, { goroutine: nasty }), step('b', { goroutine: 'g', label: ']]>-->' })])?.svg ?? '';
    expect(svg).toContain('&lt;script&gt;&amp;&quot;\ufffd\ufffd\ufffd𝔘é');
    expect(svg).not.toMatch(/<script|\p{Cc}|\ud800(?![\udc00-\udfff])/u);
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)(\w+)(?:\s[^<>]*?)?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!self) open.push(name ?? '');
    }
    expect(open).toEqual([]);
  });

  it('cut what is too long, and keep the mark', () => {
    const long = 'verylongname'.repeat(30);
    const texts = textsOf(draw([step('a', { goroutine: 'g' }), step('b', { label: long, isBlocked: true })])?.svg);
    expect(texts[1]).toMatch(/^2 verylong.*… ✕$/);
    expect(texts[1]?.length).toBeLessThan(40);
  });

  it('show where steps are left out', () => {
    expect(textsOf(draw([...run.slice(0, 2), { ...(run[2] as WitnessStep), omitted: 4 }])?.svg)).toContain('⋮');
  });
});

describe.each(Object.entries(palettes))('the colours of %s', (_, palette) => {
  it('can be read', () => {
    for (const under of [palette.paper, palette.box]) {
      expect(contrast(palette.ink, under)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.blocked, under)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(palette.line, under)).toBeGreaterThanOrEqual(3);
    }
  });
});

/** WCAG 2.2, "contrast ratio" of two `#rrggbb`. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}
