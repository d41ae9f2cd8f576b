import { describe, expect, it } from 'vitest';
import { withoutTypeArguments } from '../../profile/goNames.ts';
import { compareGoroutines } from '../../profile/goroutines/compareGroups.ts';
import { looksLikeGoroutineDump, readGoroutineDump } from '../../profile/goroutines/dump.ts';
import { goroutineGroups, isGoroutineProfile } from '../../profile/goroutines/fromProfile.ts';
import { type GoroutineSet, topName } from '../../profile/goroutines/goroutineGroup.ts';
import { sampleBytes, sampleProfile, sampleText } from './support/samples.ts';

function read(text: string): GoroutineSet {
  const dump = readGoroutineDump(new TextEncoder().encode(text));
  if (!dump.ok) throw new Error(dump.error.message);
  return dump.value;
}

const describeGroups = (set: GoroutineSet): string[] =>
  set.groups.map((group) => {
    const labels = group.labels.map((label) => label.join('=')).join();
    return `${group.count} ${withoutTypeArguments(topName(group))}:${group.frames[group.topFrame]?.line} ${labels}`;
  });

describe('one program seen in three forms', () => {
  const text = read(sampleText('goroutine.debug2.txt'));
  const counts = read(sampleText('goroutine.debug1.txt'));
  const protobuf = goroutineGroups(sampleProfile('goroutine.pb.gz'));

  it('has as many goroutines in all of them', () => {
    expect([text.total, counts.total, protobuf.total]).toEqual([116, 116, 116]);
    expect(sampleText('goroutine.debug1.txt')).toMatch(/^goroutine profile: total 116\n/);
  });

  it('has the same groups in debug=1 and in the protobuf', () => {
    expect(describeGroups(counts).sort()).toEqual(describeGroups(protobuf).sort());
  });

  it('has the states that text shows, where frames can tell', () => {
    const states = [
      'sync.Mutex.Lock',
      'sync.RWMutex.RLock',
      'sync.Cond.Wait',
      'sync.WaitGroup.Wait',
      'sleep',
      'IO wait',
    ];
    for (const state of states) {
      expect(protobuf.states.get(state), state).toBe(text.states.get(state));
      expect(counts.states.get(state), state).toBe(text.states.get(state));
    }
    const channel = (kind: string): number => text.states.get(kind)! + text.states.get(`${kind} (nil chan)`)!;
    expect(protobuf.states.get('chan receive')).toBe(channel('chan receive'));
    expect(protobuf.states.get('chan send')).toBe(channel('chan send'));
    expect(protobuf.states.get('select (no cases)')).toBe(text.states.get('select (no cases)'));
  });

  it('knows who created whom, in text', () => {
    const [largest] = text.groups;
    expect(largest).toMatchObject({
      count: 35,
      state: 'chan send',
      createdBy: { function: 'main.parked', file: 'example.com/recorder/goroutines.go' },
      leaked: false,
    });
    expect(largest!.frames.map((frame) => frame.function)).toEqual(['main.send']);
    expect(largest!.ids).toHaveLength(20);
  });

  it('reads labels, threads and elided frames', () => {
    const tenants = text.groups.flatMap(({ labels }) => labels.filter(([key]) => key === 'tenant'));
    expect(tenants.map(([, value]) => value).sort()).toEqual(['a b"c', 'acme']);
    expect(text.groups.filter(({ lockedToThread }) => lockedToThread).map(topName)).toEqual(['main.locked']);
    expect(text.groups.filter(({ elided }) => elided).map(topName)).toEqual(['main.deep']);
  });

  it('is recognised', () => {
    for (const file of ['goroutine.debug2.txt', 'goroutine.debug1.txt', 'goroutineleak.debug1.txt', 'crash.txt']) {
      expect(looksLikeGoroutineDump(sampleBytes(file)), file).toBe(true);
    }
    for (const file of ['cpu.pb.gz', 'mutex.debug1.txt']) expect(looksLikeGoroutineDump(sampleBytes(file))).toBe(false);
    expect(isGoroutineProfile(sampleProfile('goroutineleak.pb.gz'))).toBe(true);
    expect(isGoroutineProfile(sampleProfile('cpu.pb.gz'))).toBe(false);
  });
});

describe('a crash', () => {
  it('is read with the message before it', () => {
    const crash = read(sampleText('crash.txt'));
    expect(crash.truncated).toBe(false);
    expect(crash.states.get('running')).toBe(1);
    expect(topName(crash.groups.find(({ state }) => state === 'running')!)).toBe('main.crash');
  });

  it('may have addresses in its headers and places', () => {
    const set = read(`fatal error: all goroutines are asleep - deadlock!

runtime stack:
runtime.throw({0x4b8f2a?, 0x0?})
	runtime/panic.go:1077 +0x48 fp=0x7ffd sp=0x7ffe pc=0x432d08

goroutine 1 gp=0xc000002380 m=nil [chan receive, 2 minutes]:
runtime.gopark(0x0?, 0x0?, 0x0?, 0x0?, 0x0?)
	runtime/proc.go:435 +0xce fp=0xc000052ec0 sp=0xc000052ea0 pc=0x46d1ce
main.main()
	/home/dev/a b/main.go:12 +0x45 fp=0xc000052f90 sp=0xc000052f38 pc=0x47b0a5

goroutine 7 gp=0xc000003c00 m=3 mp=0xc000100008 [running, locked to thread]:
	goroutine running on other thread; stack unavailable
created by main.main in goroutine 1
	/home/dev/a b/main.go:9 +0x1f

rax    0x0
rbx    0x1
exit status 2
`);
    expect(
      set.groups.map((group) => [group.state, group.frames.length, group.createdBy?.line, group.lockedToThread]),
    ).toEqual([
      ['chan receive', 2, undefined, false],
      ['running', 0, 9, true],
    ]);
    expect(set.groups[0]!.frames[1]).toEqual({ function: 'main.main', file: '/home/dev/a b/main.go', line: 12 });
  });
});

describe('readGoroutineDump', () => {
  const one = (header: string): GoroutineSet => read(`goroutine 12 ${header}\nmain.f(0x1)\n\tmain.go:3 +0x1f\n`);

  it.each([
    ['[chan receive]:', 'chan receive', {}],
    ['[chan receive, 5 minutes]:', 'chan receive', { waitMinutes: 5 }],
    ['[select, 1 minutes, locked to thread]:', 'select', { waitMinutes: 1, lockedToThread: true }],
    ['[chan send (nil chan), 90 minutes]:', 'chan send (nil chan)', { waitMinutes: 90 }],
    ['[select (no cases)]:', 'select (no cases)', {}],
    ['[chan receive (leaked)]:', 'chan receive', { leaked: true }],
    ['[chan receive (leaked) (scan)]:', 'chan receive', { leaked: true }],
    ['[chan receive (durable), synctest bubble 4]:', 'chan receive', {}],
    ['[sync.WaitGroup.Wait (durable), 3 minutes, synctest bubble 12]:', 'sync.WaitGroup.Wait', { waitMinutes: 3 }],
    ['[some new state]:', 'some new state', {}],
    ['[chan receive labels:{"k": "v"}]:', 'chan receive', { labels: [['k', 'v']] }],
    [
      '[select, 2 minutes, locked to thread labels:{"a ]: b": "c]:", "q": "\\"x\\", y"}]:',
      'select',
      {
        waitMinutes: 2,
        lockedToThread: true,
        labels: [
          ['a ]: b', 'c]:'],
          ['q', '"x", y'],
        ],
      },
    ],
    [
      '[chan receive] {k: v, "tenant id": "a \\u00e9\\n"}:',
      'chan receive',
      {
        labels: [
          ['k', 'v'],
          ['tenant id', 'a é\n'],
        ],
      },
    ],
    [
      '[chan send (leaked), 4 minutes] {path: /a/b}:',
      'chan send',
      { leaked: true, waitMinutes: 4, labels: [['path', '/a/b']] },
    ],
  ] as const)('reads the header %s', (header, state, rest) => {
    const [group] = one(header).groups;
    expect(group).toMatchObject({ count: 1, state, ids: [12], ...rest });
  });

  it('takes goroutines for one whatever their arguments, ids and times', () => {
    const set = read(`goroutine 5 [chan send, 3 minutes]:
main.(*Pool).run(0xc000012345, {0x1, 0x2})
	/src/pool.go:40 +0x39
created by main.(*Pool).Start in goroutine 1
	/src/pool.go:22 +0x5c

goroutine 6 [chan send, 47 minutes]:
main.(*Pool).run(0xc0000fffff, {0x3?, 0x4?})
	/src/pool.go:40 +0x39
created by main.(*Pool).Start in goroutine 17
	/src/pool.go:22 +0x5c
`);
    expect(set.groups).toHaveLength(1);
    expect(set.groups[0]).toMatchObject({ count: 2, waitMinutes: 47, ids: [5, 6] });
    expect(topName(set.groups[0]!)).toBe('main.(*Pool).run');
  });

  it('reads old dumps, inlined frames, Windows line ends and paths', () => {
    const set = read(
      'goroutine 5 [IO wait]:\nmain.inlined(...)\n\tC:/src/my app/a.go:7\nmain.f(0x1)\n\tC:/src/my app/a.go:9 +0x1f\n' +
        'created by main.main\n\tC:/src/my app/main.go:3 +0x20\n'.replaceAll('\n', '\r\n'),
    );
    expect(set.groups[0]!.frames).toEqual([
      { function: 'main.inlined', file: 'C:/src/my app/a.go', line: 7 },
      { function: 'main.f', file: 'C:/src/my app/a.go', line: 9 },
    ]);
    expect(set.groups[0]!.createdBy).toEqual({ function: 'main.main', file: 'C:/src/my app/main.go', line: 3 });
  });

  it('leaves the stacks of ancestors out', () => {
    const set = read(`goroutine 5 [select]:
main.child()
	main.go:9 +0x1f
created by main.parent in goroutine 4
	main.go:3 +0x20
[originating from goroutine 4]:
main.parent()
	main.go:3 +0x20
main.main()
	main.go:1 +0x10
created by main.init in goroutine 1
	main.go:2 +0x20
`);
    expect(set.groups[0]!.frames.map((frame) => frame.function)).toEqual(['main.child']);
    expect(set.groups[0]!.createdBy!.function).toBe('main.parent');
  });

  it.each([
    'goroutine 5 [select]:\nmain.f(0x1)\n\tmain.go:9 +0x1f\n\ngoroutine 6 [chan re',
    'goroutine 5 [select]:\nmain.f(0x1)\n\tmain.go:9 +0x1f\n\ngoroutine 6 [chan receive]:\nmain.g(0x1',
    'goroutine 5 [select]:\nmain.f(0x1)\n\tmain.go:9 +0x1f\n\ngoroutine 6 [chan receive]:\nmain.g(0x1)\n\tmai',
  ])('says that a dump is cut off (%#)', (text) => {
    expect(read(text).truncated).toBe(true);
  });

  it('does not miss a line end at the very end', () => {
    expect(read('goroutine 5 [select]:\nmain.f(0x1)\n\tmain.go:9 +0x1f').truncated).toBe(false);
  });

  it('names the group by the user code, else by the library, else by the outermost frame', () => {
    const top = (...names: string[]): string => {
      const frames = names.map((name) => `${name}(0x1)\n\tx.go:1 +0x1`).join('\n');
      return topName(read(`goroutine 5 [select]:\n${frames}\n`).groups[0]!);
    };
    expect(top('internal/poll.runtime_pollWait', 'net.(*conn).Read', 'github.com/a/b.Read', 'main.f')).toBe(
      'github.com/a/b.Read',
    );
    expect(top('internal/poll.runtime_pollWait', 'net.(*conn).Read', 'net/http.(*conn).serve')).toBe(
      'net.(*conn).Read',
    );
    expect(top('sync.runtime_SemacquireWaitGroup', 'sync.(*WaitGroup).Wait')).toBe('sync.(*WaitGroup).Wait');
    expect(top('runtime.gopark', 'main.Map[github.com/a/b.T]')).toBe('main.Map[github.com/a/b.T]');
  });

  it('refuses other text and says what to do', () => {
    const refused = readGoroutineDump(new TextEncoder().encode('no dump at all\n'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-a-profile' } });
    if (!refused.ok) expect(refused.error.message).toContain('debug=2');
  });
});

describe('goroutineleak', () => {
  it('marks the leaked ones in all forms', () => {
    const text = read(sampleText('goroutineleak.debug2.txt'));
    const leaked = text.groups.filter((group) => group.leaked);
    expect(leaked).toHaveLength(1);
    expect(leaked[0]).toMatchObject({ count: 12, state: 'chan send', waitMinutes: undefined });
    for (const set of [
      read(sampleText('goroutineleak.debug1.txt')),
      goroutineGroups(sampleProfile('goroutineleak.pb.gz')),
    ]) {
      expect(set.groups).toMatchObject([{ count: 12, leaked: true }]);
      expect(topName(set.groups[0]!)).toBe('main.leaky.func1');
    }
  });
});

describe('compareGoroutines', () => {
  it('finds nothing between two forms of one moment but what one of them elides', () => {
    const text = read(sampleText('goroutine.debug2.txt'));
    const protobuf = goroutineGroups(sampleProfile('goroutine.pb.gz'));
    const changed = compareGoroutines(protobuf, text).filter(({ before, after }) => before !== after);
    expect(new Set(changed.map(({ group }) => topName(group)))).toEqual(new Set(['main.deep', 'main.write']));
  });

  it('tells grown, new and gone stacks, also when lines have moved', () => {
    const stack = (name: string, line: number, count: number): string =>
      Array.from(
        { length: count },
        (_, id) => `goroutine ${id + 1} [select]:\nmain.${name}(0x1)\n\tmain.go:${line} +0x1\n`,
      ).join('\n');
    const before = read([stack('moved', 1, 3), stack('gone', 2, 2), stack('same', 3, 1)].join('\n'));
    const after = read([stack('moved', 9, 5), stack('new', 4, 7), stack('same', 3, 1)].join('\n'));
    const changes = compareGoroutines(before, after).map((change) => [
      topName(change.group),
      change.before,
      change.after,
    ]);
    expect(changes).toEqual([
      ['main.new', 0, 7],
      ['main.moved', 3, 5],
      ['main.same', 1, 1],
      ['main.gone', 2, 0],
    ]);
  });
});
