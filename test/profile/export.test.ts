import { gzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { compareProfiles, subtractBase } from '../../profile/compare.ts';
import { cutName } from '../../profile/cutName.ts';
import { decodeProfile } from '../../profile/decode.ts';
import { csvText } from '../../profile/export/csv.ts';
import { escapeXml, flameSvg, type SvgOptions } from '../../profile/export/flameSvg.ts';
import { foldedText } from '../../profile/export/folded.ts';
import { codeSpan, markdownTable } from '../../profile/export/markdown.ts';
import { pprofFile } from '../../profile/export/pprofFile.ts';
import { speedscopeJson } from '../../profile/export/speedscope.ts';
import { columnsOf, type ExportColumn } from '../../profile/export/subject.ts';
import type { Profile } from '../../profile/profile.ts';
import { topTable } from '../../profile/top.ts';
import { openView, type View, type ViewSpec } from '../../profile/view.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';
import { writeProfile } from './support/writeProfile.ts';

function view(profile: Profile, spec: ViewSpec = {}): View {
  const opened = openView(profile, spec);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

function decoded(bytes: Uint8Array): Profile {
  const profile = decodeProfile(bytes);
  if (!profile.ok) throw new Error(profile.error.message);
  return profile.value;
}

/** Name, flat and cum of every row, in any order, per sample type. */
function rowsOf(of: View): string[][] {
  return of.weights.map((_, type) =>
    topTable(of, type)
      .map(({ frame, flat, cum }) => `${of.frames.name[frame]} ${flat} ${cum}`)
      .sort(),
  );
}

/** Before and after on one view, with the columns of the change. */
function comparison(): { of: View; columns: ExportColumn[] } {
  const compared = compareProfiles(sampleProfile('heap-before.pb.gz'), sampleProfile('heap-after.pb.gz'));
  if (!compared.ok) throw new Error(compared.error.message);
  const { profile, types } = compared.value;
  return {
    of: view(profile),
    columns: types.map(({ type, unit, after, before }) => ({ type, unit, index: after, base: before })),
  };
}

const hostile = '<img src=x onerror="alert(1)">&\'=cmd|calc!A1`';
const hostileProfile = (): Profile =>
  decoded(
    writeProfile({
      sampleTypes: [['n', 'count']],
      samples: [{ stack: [1], values: [3] }],
      locations: [{ id: 1, lines: [[1, 4]] }],
      functions: [{ id: 1, name: `=${hostile}\n;\u0001`, file: '@SUM(A1)' }],
    }),
  );

describe('pprof', () => {
  const specs: ViewSpec[] = [
    {},
    { focus: 'main\\.|runtime', hide: 'runtime\\.' },
    { ignore: 'sort', showFrom: 'main\\.' },
    { noInlines: true },
    { show: '^main\\.' },
    { pruneFrom: 'square|step' },
    { tagFocus: ':256b' },
    { tagRoot: ['tenant'], tagLeaf: ['bytes'] },
  ];
  it.each([...recordedProfiles, 'odd.pb', 'bare.pb', 'old-heap.txt'])('of %s has the rows and totals', (file) => {
    for (const spec of specs) {
      const seen = view(sampleProfile(file), spec);
      const again = view(decoded(pprofFile(seen, columnsOf(seen), 0)));
      expect([spec, rowsOf(again)]).toEqual([spec, rowsOf(seen)]);
      const { granularity: _, ...lines } = spec;
      expect(rowsOf(view(again.profile, { granularity: 'lines' }))).toEqual(
        rowsOf(view(sampleProfile(file), { ...lines, granularity: 'lines' })),
      );
    }
  });

  it('keeps header, labels, addresses, and what is shown first', () => {
    const seen = view(sampleProfile('cpu-labelled.pb.gz'));
    const again = decoded(pprofFile(seen, columnsOf(seen), 0));
    const { header } = seen.profile;
    expect(again.header).toMatchObject({
      sampleTypes: header.sampleTypes,
      periodType: header.periodType,
      period: header.period,
      durationNanos: header.durationNanos,
      defaultSampleType: 0,
    });
    expect(Math.abs(again.header.timeNanos - header.timeNanos)).toBeLessThan(1000);
    const byTenant: ViewSpec = { tagFocus: 'tenant=a', granularity: 'addresses' };
    expect(rowsOf(view(again, byTenant))).toEqual(rowsOf(view(sampleProfile('cpu-labelled.pb.gz'), byTenant)));
  });

  it('of a comparison is what -base makes', () => {
    const { of, columns } = comparison();
    const again = view(decoded(pprofFile(of, columns, 3)));
    const base = subtractBase(sampleProfile('heap-after.pb.gz'), sampleProfile('heap-before.pb.gz'), { mode: 'base' });
    if (!base.ok) throw new Error(base.error.message);
    expect(rowsOf(again)).toEqual(rowsOf(view(base.value)));
    expect([...again.totals]).toEqual([...view(base.value).totals]);
  });

  it('packs', () => {
    const seen = view(sampleProfile('cpu.pb.gz'));
    expect(gzipSync(pprofFile(seen, columnsOf(seen), 0)).length).toBeLessThan(20_000);
  });
});

describe('speedscope', () => {
  // The shape that https://www.speedscope.app/file-format-schema.json asks of sampled profiles.
  const schema = {
    type: 'object',
    required: ['$schema', 'shared', 'profiles'],
    additionalProperties: false,
    properties: {
      $schema: { const: 'https://www.speedscope.app/file-format-schema.json' },
      name: { type: 'string' },
      exporter: { type: 'string' },
      activeProfileIndex: { type: 'number' },
      shared: {
        type: 'object',
        required: ['frames'],
        additionalProperties: false,
        properties: {
          frames: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              additionalProperties: false,
              properties: {
                name: { type: 'string' },
                file: { type: 'string' },
                line: { type: 'number' },
                col: { type: 'number' },
              },
            },
          },
        },
      },
      profiles: {
        type: 'array',
        items: {
          type: 'object',
          required: ['type', 'name', 'unit', 'startValue', 'endValue', 'samples', 'weights'],
          additionalProperties: false,
          properties: {
            type: { const: 'sampled' },
            name: { type: 'string' },
            unit: { enum: ['none', 'nanoseconds', 'microseconds', 'milliseconds', 'seconds', 'bytes'] },
            startValue: { type: 'number' },
            endValue: { type: 'number' },
            samples: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
            weights: { type: 'array', items: { type: 'number', minimum: 0 } },
          },
        },
      },
    },
  };
  const validate = new Ajv().compile(schema);

  it.each([...recordedProfiles, 'odd.pb', 'nothing.pb'])('of %s has its shape and its totals', (file) => {
    const seen = view(sampleProfile(file));
    const json = JSON.parse([...speedscopeJson(seen, columnsOf(seen), 0, file)].join(''));
    validate(json);
    expect(validate.errors).toBeNull();
    const frames = json.shared.frames.length;
    json.profiles.forEach((profile: { samples: number[][]; weights: number[]; endValue: number }, type: number) => {
      expect(profile.samples.length).toBe(profile.weights.length);
      expect(profile.samples.flat().every((frame) => Number.isInteger(frame) && frame < frames)).toBe(true);
      const positive = seen.weights[type]!.reduce((sum, weight) => sum + Math.max(0, weight), 0);
      expect(profile.weights.reduce((sum, weight) => sum + weight, 0)).toBe(positive);
      expect(profile.endValue).toBe(positive);
    });
  });
});

describe('CSV', () => {
  const csv = (of: View, column: ExportColumn): string[] => [...csvText(of, column)].join('').split('\r\n');

  it('has a line per row, in the unit of the profile', () => {
    const seen = view(sampleProfile('heap-after.pb.gz'));
    const lines = csv(seen, { type: 'inuse_space', unit: 'bytes', index: 3 });
    const [first] = topTable(seen, 3);
    expect(lines[0]).toBe('function,file,flat (inuse_space bytes),flat %,cum (inuse_space bytes),cum %');
    expect(lines[1]).toContain(`,${first!.flat},`);
    expect(lines.length).toBe(topTable(seen, 3).length + 2);
  });

  it('of a comparison has before, after and change', () => {
    const { of, columns } = comparison();
    const lines = csv(of, columns[3]!).slice(1, -1);
    for (const line of lines) {
      const [before = 0, after = 0, change = 0] = line.split(',').slice(-6, -3).map(Number);
      expect(after - before).toBe(change);
    }
    expect(lines.length).toBeGreaterThan(3);
  });

  it('never begins a cell like a formula, and keeps quotes and line ends inside', () => {
    const text = csv(view(hostileProfile()), { type: 'n', unit: 'count', index: 0 }).join('\r\n');
    expect(text).toContain('"\'=<img src=x onerror=""alert(1)"">&');
    expect(text).toContain(",'@SUM(A1),3,100,3,100");
  });
});

describe('Markdown', () => {
  it('is a table of the first rows, and says how many are left out', () => {
    const seen = view(sampleProfile('cpu.pb.gz'));
    const text = markdownTable(seen, { type: 'cpu', unit: 'nanoseconds', index: 1 }, { name: 'cpu.pb.gz', rows: 3 });
    expect(text.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(4);
    expect(text).toMatch(/^\*\*cpu\*\* of `cpu\.pb\.gz`: \d/);
    expect(text).toMatch(/\n\d+ more functions\.\n$/);
  });

  it('of a comparison tells the change', () => {
    const { of, columns } = comparison();
    const text = markdownTable(of, columns[3]!, { name: 'after', baseName: 'before', rows: 50 });
    expect(text).toMatch(/, [+−]\S+ against `before`\n/);
    expect(text).toMatch(/\| \S+ \| 0 \| −\S+ \| −\S+ \| `main\.nested` \|/);
  });

  it('keeps names as code, whatever they hold', () => {
    expect(codeSpan('a|b')).toBe('`a\\|b`');
    expect(codeSpan('a`b``c')).toBe('```a`b``c```');
    expect(codeSpan('`a')).toBe('`` `a ``');
    expect(codeSpan('a\nb')).toBe('`a b`');
  });
});

describe('folded', () => {
  it('of a comparison has the changes, the rest not', () => {
    const { of, columns } = comparison();
    const lines = [...foldedText(of, columns[3]!)].join('').trim().split('\n');
    const sum = lines.reduce((total, line) => total + Number(line.slice(line.lastIndexOf(' '))), 0);
    expect(sum).toBe(of.totals[3]! - of.totals[columns[3]!.base!]!);
    expect(lines.some((line) => / -\d+$/.test(line))).toBe(true);
    expect(lines.some((line) => / 0$/.test(line))).toBe(false);
  });
});

describe('SVG', () => {
  const options: SvgOptions = {
    title: `t ${hostile}`,
    width: 800,
    shorten: cutName,
    colours: {
      background: '#fff',
      foreground: '#000',
      font: 'monospace',
      box: (_, __, growth) => ({ fill: growth === undefined ? 'grey' : growth > 0 ? 'orange' : 'blue', text: '#000' }),
    },
  };
  const svg = (of: View, column: ExportColumn): string => [...flameSvg(of, column, options)].join('');

  it('has a box for each call that can be seen, with its figures', () => {
    const text = svg(view(sampleProfile('cpu.pb.gz')), { type: 'cpu', unit: 'nanoseconds', index: 1 });
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="800" height="\d+"/);
    expect(text).toMatch(/<title>all\n\S+ \(100%\)<\/title><rect x="0" y="28" width="799\.4"/);
    expect(text.match(/<g>/g)!.length).toBeGreaterThan(20);
    expect(text.endsWith('</g>\n</svg>\n')).toBe(true);
  });

  it('tells growth by a sign as well as by colour', () => {
    const { of, columns } = comparison();
    const text = svg(of, columns[3]!);
    expect(text).toMatch(/fill="blue"\/><text[^>]*>▼ /);
    expect(text).toMatch(/, -\S+<\/title>/);
  });

  it('shows names as text, and holds nothing that XML has no place for', () => {
    const text = svg(view(hostileProfile()), { type: 'n', unit: 'count', index: 0 });
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/on\w+="alert/);
    expect(text).toContain('=&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;=cmd');
    expect(escapeXml('a\u0000\u001b\u{1f600}')).toBe('a\ufffd\ufffd\u{1f600}');
  });
});
