import type { Case } from './cases.ts';

type Options = Readonly<Record<string, string>>;

/** A question to `go tool pprof` about what filters leave. */
export interface FilterCase extends Case {
  /** Filters that are applied by a run before: pprof takes only one of each kind at a time. */
  readonly first?: Options;
}

function ask(profile: string, sampleType: string, questions: readonly Options[]): FilterCase[] {
  return questions.map((options) => ({ profile, options, sampleTypes: [sampleType] }));
}

function against(profile: string, base: string, sampleType: string, questions: readonly Options[]): FilterCase[] {
  return questions.flatMap((options) => [
    { profile, base, options, sampleTypes: [sampleType] },
    { profile, diffBase: base, options, sampleTypes: [sampleType] },
  ]);
}

function twice(profile: string, sampleType: string, pairs: readonly (readonly [Options, Options])[]): FilterCase[] {
  return pairs.map(([first, options]) => ({ profile, first, options, sampleTypes: [sampleType] }));
}

/** What filters mean together: by name, by label, by cut, and what makes a row. */
const labelled: readonly Options[] = [
  { focus: 'sort', tagfocus: 'tenant=a' },
  { focus: 'sort', tagignore: 'tenant=a', lines: '' },
  { ignore: 'sort', tagfocus: 'endpoint=^/health$', noinlines: '' },
  { hide: 'runtime', tagfocus: 'endpoint:/orders', relative_percentages: '' },
  { show: '^main\\.', tagroot: 'endpoint', files: '' },
  { show_from: 'main\\.', tagroot: 'tenant', tagleaf: 'step' },
  { prune_from: 'main\\.', tagleaf: 'endpoint', filefunctions: '' },
  { tagroot: 'endpoint', focus: '/orders', hide: 'main' },
  { tagroot: 'absent' },
  { tagleaf: 'absent', lines: '' },
  { tagroot: 'tenant', tagfocus: 'step=render', tagignore: 'tenant=b', focus: 'main', cum: '' },
  { tagfocus: 'tenant=^a$,^c$' },
  { tagfocus: 'endpoint=^/orders/\\{id\\}$', noinlines: '', lines: '' },
  { tagignore: 'tenant=^a$,^b$', prune_from: 'render', addresses: '' },
];

const heap: readonly Options[] = [
  { focus: 'main\\.', tagfocus: 'bytes=1kb:4kb' },
  { tagfocus: 'bytes=48kb:96kb' },
  { tagfocus: 'bytes=2048bytes' },
  { tagfocus: 'bytes=64bytes:512bytes', lines: '' },
  { tagignore: 'bytes=1kb:', show_from: 'main' },
  { tagignore: ':1kb', relative_percentages: '' },
  { tagroot: 'bytes', focus: 'main', files: '' },
  { tagleaf: 'bytes', prune_from: 'main\\.' },
  { show: 'main', noinlines: '' },
  { hide: '\\.go$' },
  { ignore: 'runtime/proc\\.go', addresses: '' },
];

const goroutines: readonly Options[] = [
  { focus: 'chansend' },
  { ignore: 'park|select' },
  { hide: '^runtime\\.', lines: '' },
  { show: '^main\\.', tagroot: 'tenant' },
  { show_from: 'main\\.' },
  { prune_from: '^main\\.' },
  { tagignore: 'tenant=acme', focus: 'main' },
  { tagroot: 'tenant,queue', tagleaf: 'queue' },
  { files: '', tagfocus: 'queue' },
  { relative_percentages: '', focus: 'main', noinlines: '' },
];

/** Of a service that answers requests. */
const service: readonly Options[] = [
  { focus: 'pricing', ignore: 'runtime', tagroot: 'route' },
  { show: 'example\\.com/orders', tagfocus: 'tenant=acme' },
  { hide: '^(runtime|internal/runtime/[a-z]+)\\.' },
  { show_from: 'pricing\\.', files: '' },
  { prune_from: 'orders/desk', noinlines: '' },
  { tagignore: 'route=/price', lines: '', focus: 'desk' },
];

const compared: readonly Options[] = [
  { focus: 'main\\.' },
  { hide: 'runtime', lines: '' },
  { show: 'main' },
  { show_from: 'main\\.' },
  { prune_from: 'main\\.' },
  { noinlines: '', files: '' },
];

export const filterCases: readonly FilterCase[] = [
  ...ask('cpu-labelled.pb.gz', 'cpu', labelled),
  ...ask('heap-before.pb.gz', 'inuse_space', heap),
  ...ask('goroutine.pb.gz', 'goroutine', goroutines),
  ...ask('block.pb.gz', 'delay', [{ hide: 'sync', lines: '' }, { prune_from: 'chan' }, { show_from: 'main' }]),
  ...ask('mutex.pb.gz', 'contentions', [
    { focus: 'Unlock', noinlines: '' },
    { show: 'main', files: '' },
  ]),
  ...ask('demo/after/cpu.pprof', 'cpu', service),
  ...ask('demo/after/goroutine.pprof', 'goroutine', service),
  ...ask('demo/after/heap.pprof', 'inuse_space', [
    { tagfocus: 'bytes=4kb', focus: 'orders' },
    { tagignore: 'bytes=:16kb', show: 'orders' },
    { tagroot: 'bytes', focus: 'orders', prune_from: 'orders' },
  ]),
  ...against('heap-after.pb.gz', 'heap-before.pb.gz', 'inuse_space', [
    ...compared,
    { tagfocus: 'bytes=1kb:', relative_percentages: '' },
    { tagignore: 'bytes=2kb', focus: 'main' },
    { tagroot: 'bytes', focus: 'main' },
    { tagleaf: 'bytes', hide: 'runtime' },
  ]),
  ...against('cpu.pb.gz', 'cpu2.pb.gz', 'cpu', compared),
  ...against('demo/after/heap.pprof', 'demo/before/heap.pprof', 'inuse_space', [
    { focus: 'orders', ignore: 'net/http' },
    { show: 'orders', tagfocus: 'bytes=1kb:' },
  ]),
  ...twice('cpu.pb.gz', 'cpu', [
    [{ focus: 'even' }, { focus: 'odd' }],
    [{ focus: 'main' }, { focus: 'runtime' }],
    [{ ignore: 'even' }, { ignore: 'sumSquares' }],
    [{ hide: 'runtime' }, { hide: 'sort|strings' }],
  ]),
  ...twice('cpu-labelled.pb.gz', 'cpu', [
    [{ tagfocus: 'endpoint=/orders' }, { tagfocus: 'tenant=^c$' }],
    [{ tagignore: 'endpoint=^/health$' }, { tagignore: 'tenant=^c$' }],
  ]),
  ...twice('heap-before.pb.gz', 'inuse_space', [[{ tagfocus: 'bytes=:4kb' }, { tagfocus: 'bytes=256b:' }]]),
];

/** Questions to `go tool pprof -tags`. */
export const tagCases: readonly FilterCase[] = [
  ...ask('cpu-labelled.pb.gz', 'cpu', [
    {},
    { focus: 'sort' },
    { ignore: 'sort', tagfocus: 'tenant=^a$' },
    { tagignore: 'endpoint=^/health$', hide: 'main' },
  ]),
  ...ask('heap-before.pb.gz', 'inuse_space', [{}, { focus: 'main' }, { show_from: 'nested' }]),
  ...ask('goroutine.pb.gz', 'goroutine', [{}, { tagfocus: 'queue=mail' }]),
  ...ask('walk.pb.gz', 'inuse_space', [{}]),
  ...ask('odd.pb', 'allocations', [{}, { focus: 'main' }]),
  ...ask('demo/after/cpu.pprof', 'cpu', [{}, { focus: 'pricing' }]),
  ...ask('demo/after/goroutine.pprof', 'goroutine', [{}]),
];

/** Where a profile lies, seen from this folder. */
export function pathOf(profile: string): string {
  return profile.replace(/^demo\//, '../../../demo/profiles/');
}

/** The name of the file with the answers about a profile. */
export function answersName(profile: string): string {
  return `${profile.replaceAll('/', '-')}.txt`;
}

/** The text that names a case in the kept answers; what was filtered before comes first. */
export function filterTitle({ first = {}, base, diffBase, options }: FilterCase, sampleType: string): string {
  const parts = [...Object.entries(first), ...Object.entries(options)].map(([name, value]) =>
    value === '' ? `-${name}` : `-${name}=${value}`,
  );
  if (base) parts.push(`-base=${base}`);
  if (diffBase) parts.push(`-diff_base=${diffBase}`);
  return [`-sample_index=${sampleType}`, ...parts].join(' ');
}
