/** One question to `go tool pprof -top`, asked for each sample type (or the given ones). */
export interface Case {
  readonly profile: string;
  /** File of the base, by the option that names it. */
  readonly base?: string;
  readonly diffBase?: string;
  /** pprof's options by their names; '' stands for a switch. */
  readonly options: Readonly<Record<string, string>>;
  readonly sampleTypes?: readonly string[];
  /** Unit of the answer where it is not that of the profile. */
  readonly unit?: string;
}

type Options = Readonly<Record<string, string>>;

function ask(profile: string, sampleTypes: readonly string[] | undefined, questions: readonly Options[]): Case[] {
  return questions.map((options) => ({ profile, options, ...(sampleTypes && { sampleTypes }) }));
}

function against(profile: string, base: string, questions: readonly Options[] = [{}]): Case[] {
  return questions.flatMap((options) => [
    { profile, base, options },
    { profile, diffBase: base, options },
  ]);
}

const everyFilter: readonly Options[] = [
  { focus: 'fibonacci' },
  { focus: 'main\\.' },
  { focus: '(?i)SUMSQ' },
  { focus: 'sort', ignore: 'strings' },
  { focus: '\\Amain\\.[[:lower:]]+\\z' },
  { focus: 'cpu\\.go' },
  { ignore: 'runtime' },
  { ignore: '[(]' },
  { hide: 'runtime\\.' },
  { hide: 'square' },
  { hide: '^sort|cpu\\.go' },
  { show: '^main\\.' },
  { show: 'main|sort', hide: 'func1' },
  { show: 'sumSquares|^runtime\\.' },
  { show_from: 'sumSquares' },
  { show_from: 'even|odd' },
  { show_from: 'nothing matches' },
  { focus: 'nothing matches' },
  { prune_from: 'square' },
  { prune_from: 'odd|runtime\\..*' },
  { noinlines: '' },
  { noinlines: '', hide: 'sumSquares' },
  { lines: '', focus: 'main\\.' },
  { lines: '', noinlines: '', focus: 'main\\.' },
  { files: '' },
  { filefunctions: '', focus: 'main\\.' },
  { addresses: '', focus: 'squareOf' },
  { addresses: '', noinlines: '', focus: 'squareOf' },
  { cum: '' },
  { relative_percentages: '', focus: 'sorted' },
  { focus: 'even', ignore: 'concat', hide: 'strings', show_from: 'odd', noinlines: '' },
];

const labels: readonly Options[] = [
  { tagfocus: 'endpoint=/orders' },
  { tagfocus: '/orders' },
  { tagfocus: 'endpoint=^/orders$' },
  { tagfocus: 'tenant=a,b' },
  { tagfocus: 'tenant:a,endpoint:/users' },
  { tagfocus: 'absent=x' },
  { tagignore: 'step=render' },
  { tagignore: 'users', tagfocus: 'endpoint' },
  { tagroot: 'endpoint' },
  { tagroot: 'tenant,endpoint', focus: 'sort' },
  { tagleaf: 'step' },
  { tagroot: 'endpoint', tagleaf: 'step,tenant', show_from: 'orders' },
  { tagroot: 'endpoint', ignore: '/users' },
];

const sizes: readonly Options[] = [
  { tagfocus: 'bytes=128b' },
  { tagfocus: '1kb:' },
  { tagfocus: ':256b' },
  { tagfocus: 'bytes=64b:1kb' },
  { tagfocus: 'bytes=128' },
  { tagignore: '512b:' },
  { tagroot: 'bytes' },
  { tagleaf: 'bytes', focus: 'nested' },
];

const oddOnes: readonly Options[] = [
  { noinlines: '' },
  { lines: '' },
  { files: '' },
  { filefunctions: '' },
  { addresses: '' },
  { focus: 'libc' },
  { ignore: 'program' },
  { ignore: 'libc|two' },
  { hide: 'libc' },
  { hide: 'nameless|^$' },
  { show: 'libc' },
  { show: 'main' },
  { show: 'same|operator' },
  { show_from: 'libc' },
  { show_from: 'work::' },
  { show_from: 'main\\.cc' },
  { prune_from: 'run' },
  { prune_from: 'same|operator\\(\\)' },
  { focus: 'héllo.\\.' },
  { tagfocus: 'kind=tree' },
  { tagfocus: 'list,tree' },
  { tagfocus: '4kb:1gb' },
  { tagfocus: 'size=2mb' },
  { tagfocus: 'size=-5:100' },
  { tagfocus: 'request=100b' },
  { tagfocus: 'latency=1s:2s' },
  { tagignore: 'kind=m.p' },
  { tagroot: 'kind' },
  { tagroot: 'size,latency', tagleaf: 'kind' },
  { relative_percentages: '', focus: 'same' },
];

/** Written before there was profile.proto, or as text. pprof passes over the lines that name symbols in them. */
const oldForms = [
  'old-heap.txt',
  'old-heap-whole.txt',
  'old-heap-go.txt',
  'old-growth.txt',
  'old-contention.txt',
  'old-threads.txt',
  'old-threadcreate.txt',
  'old-cpu-64.prof',
  'old-cpu-32.prof',
  'mutex.debug1.txt',
  'goroutine.debug1.txt',
];

export const cases: readonly Case[] = [
  ...ask('cpu.pb.gz', undefined, [{}]),
  ...ask('cpu.pb.gz', ['cpu'], everyFilter),
  ...ask('cpu2.pb.gz', undefined, [{}]),
  ...against('cpu.pb.gz', 'cpu2.pb.gz', [{}, { normalize: '' }, { focus: 'tree|weigh' }]),
  ...ask('cpu-labelled.pb.gz', undefined, [{}]),
  ...ask('cpu-labelled.pb.gz', ['samples'], labels),
  ...ask('heap-before.pb.gz', undefined, [{}]),
  ...ask('heap-before.pb.gz', ['inuse_space'], sizes),
  ...ask('heap-after.pb.gz', undefined, [{}, { lines: '', focus: 'main' }]),
  ...ask('allocs.pb.gz', undefined, [{}, { noinlines: '' }]),
  ...against('heap-after.pb.gz', 'heap-before.pb.gz', [{}, { normalize: '' }]),
  ...against('heap-after.pb.gz', 'heap-before.pb.gz', [
    { ignore: 'runtime' },
    { tagfocus: ':256b' },
    { relative_percentages: '', focus: 'buffer' },
  ]).map((question) => ({ ...question, sampleTypes: ['inuse_space'] })),
  ...against('allocs.pb.gz', 'heap-after.pb.gz'),
  ...ask('block.pb.gz', undefined, [{}, { focus: 'chan' }]),
  ...ask('mutex.pb.gz', undefined, [{}, { files: '' }]),
  ...ask('goroutine.pb.gz', undefined, [{}, { noinlines: '' }, { tagfocus: 'tenant=acme' }, { focus: 'park$' }]),
  ...ask('goroutineleak.pb.gz', undefined, [{}]),
  ...ask('walk.pb.gz', undefined, [{}]),
  ...ask(
    'walk.pb.gz',
    ['inuse_space'],
    [
      { focus: 'north', ignore: 'west' },
      { show_from: 'south' },
      { hide: 'step' },
      { noinlines: '' },
      { tagfocus: 'bytes=1kb:' },
    ],
  ),
  ...ask('odd.pb', undefined, [{}]),
  ...ask('odd.pb', ['allocations'], oddOnes),
  ...ask('bare.pb', undefined, [{}, { ignore: '^$' }, { hide: 'nowhere' }]),
  ...ask('nothing.pb', undefined, [{}]),
  ...against('odd.pb', 'odd.pb'),
  ...oldForms.flatMap((file) => ask(file, undefined, [{}, { addresses: '' }])),
  ...ask('old-heap.txt', ['inuse_space'], [{ tagfocus: '1kb:' }, { addresses: '', tagroot: 'bytes' }]),
  // What both count is the delay, in the finer unit of the two.
  ...against('odd.pb', 'bare.pb').map((question) => ({ ...question, sampleTypes: ['delay'], unit: 'us' })),
];

/** The text that names a case in the kept answers. */
export function titleOf({ base, diffBase, options }: Case, sampleType: string): string {
  const parts = Object.entries(options).map(([name, value]) => (value === '' ? `-${name}` : `-${name}=${value}`));
  if (base) parts.push(`-base=${base}`);
  if (diffBase) parts.push(`-diff_base=${diffBase}`);
  return [`-sample_index=${sampleType}`, ...parts].join(' ');
}

/** Whole reports as text, by the arguments of `go tool pprof -top`; kept to compare how values are printed. */
export const reports: readonly (readonly string[])[] = [
  ['cpu.pb.gz'],
  ['-cum', '-nodecount=7', 'cpu.pb.gz'],
  ['-sample_index=samples', '-focus=sort', '-hide=runtime', 'cpu.pb.gz'],
  ['-nodefraction=0.05', 'cpu-labelled.pb.gz'],
  ['-sample_index=inuse_space', 'heap-after.pb.gz'],
  ['-sample_index=alloc_objects', 'heap-after.pb.gz'],
  ['-diff_base=heap-before.pb.gz', 'heap-after.pb.gz'],
  ['-base=heap-before.pb.gz', '-nodefraction=0', 'heap-after.pb.gz'],
  ['-unit=MB', '-tagfocus=:256b', 'allocs.pb.gz'],
  ['-sample_index=delay', 'block.pb.gz'],
  ['-nodefraction=0', 'mutex.pb.gz'],
  ['goroutine.pb.gz'],
  ['-nodefraction=0', 'odd.pb'],
  ['-sample_index=delay', '-nodefraction=0', '-lines', 'odd.pb'],
  ['-sample_index=delay', '-nodefraction=0', 'bare.pb'],
];
