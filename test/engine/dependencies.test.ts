import { afterEach, describe, expect, it, vi } from 'vitest';
import { Dependents } from '../../server/engine/package/dependents.ts';
import type { Kept } from '../../server/engine/package/kept.ts';
import { PackageMemory } from '../../server/engine/package/memory.ts';
import { Terrain } from '../../server/engine/package/terrain.ts';
import { WordIndex } from '../../server/engine/package/wordIndex.ts';
import { memoryHost } from '../rules/memoryHost.ts';
import { checkerOf, findingsOf } from './twoWays.ts';

// One test for each thing that an answer may rest on. Each must fail when that thing is not followed: it is run a second
// time with the following of it taken out, and must then give what was true before the edit.

const sees = vi.hoisted(() => ({ outlines: true, places: true }));
vi.mock('../../server/engine/package/changes.ts', async (original) => {
  const real = await original<typeof import('../../server/engine/package/changes.ts')>();
  const changes: typeof real.changes = (before, now) => {
    const changed = real.changes(before, now);
    if (sees.outlines) return changed;
    const still = new Set([...now.values()].flatMap((f) => f.decls));
    const were = new Set([...before.values()].flatMap((f) => f.decls));
    const edited = new Set([...changed.decls].filter((d) => still.has(d) !== were.has(d)));
    return { decls: edited, words: new Set(), outlines: new Set() };
  };
  return { ...real, changes };
});

vi.mock('../../server/engine/package/anchors.ts', async (original) => {
  const real = await original<typeof import('../../server/engine/package/anchors.ts')>();
  const anchored: typeof real.anchored = (...args) => {
    const made = real.anchored(...args);
    return sees.places ? made : Object.defineProperty(made, 'files', { value: new Set() });
  };
  return { ...real, anchored };
});

interface Case {
  /** By file name, without the package clause. */
  readonly files: Readonly<Record<string, string>>;
  /** File, text, and what stands there after the edit. */
  readonly edit: readonly [file: string, from: string, to: string];
  /** Rules that find something before and after the edit. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly blind: () => void;
}

const without = (part: Partial<Kept>): void => {
  const add = Dependents.prototype.add;
  vi.spyOn(Dependents.prototype, 'add').mockImplementation(function (this: Dependents, kept: Kept) {
    add.call(this, Object.assign(Object.create(kept), part) as Kept);
  });
};

const waiting = 'func Wait() {\n\tc := make(chan int)\n\tgo func() { c <- 1 }()\n\ttake(c)\n}\n';
const reading = `import "sync"

type index struct {
	mu sync.RWMutex
	n  int
}

func (x *index) count() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.n
}

func (x *index) more() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.count()
}
`;

const cases: Readonly<Record<string, Case>> = {
  'the body of a function that is called': {
    files: { 'wait.go': waiting, 'take.go': 'func take(c chan int) {\n\t<-c\n}\n' },
    edit: ['take.go', '<-c', 'println(c == nil)'],
    before: [],
    after: ['send-without-receiver'],
    blind: () => without({ decls: [] }),
  },
  'the outline of what is mentioned: the type of a field': {
    files: {
      'use.go':
        'func use(s *server, b bool) bool {\n\ts.mu.Lock()\n\tif b {\n\t\treturn b\n\t}\n\ts.mu.Unlock()\n\treturn b\n}\n',
      'server.go':
        'import "sync"\n\ntype server struct {\n\tmu sync.Mutex\n}\n\ntype door struct{}\n\nvar _ sync.Mutex\n',
      'door.go': 'func (door) Lock() {}\n\nfunc (door) Unlock() {}\n',
    },
    edit: ['server.go', 'mu sync.Mutex\n}', 'mu door\n}'],
    before: ['lock-not-released'],
    after: [],
    blind: () => {
      sees.outlines = false;
    },
  },
  'a method that is looked up without being mentioned': {
    files: {
      'print.go':
        'import (\n\t"fmt"\n\t"sync"\n)\n\ntype S struct{ mu sync.Mutex }\n\nfunc (s *S) print() {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\tfmt.Println(s)\n}\n',
      'text.go': 'func other() {}\n',
    },
    edit: [
      'text.go',
      'func other() {}',
      'func (s *S) String() string {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn ""\n}',
    ],
    before: [],
    after: ['double-lock'],
    blind: () => without({ outlines: [] }),
  },
  'every mention of a name: the last use of an import': {
    files: {
      'ask.go':
        'import (\n\t"context"\n\t"net/http"\n)\n\nfunc ask(r *http.Request) (*http.Request, error) {\n\treturn http.NewRequestWithContext(context.Background(), r.Method, "/", nil)\n}\n\nfunc other() {\n\tprintln()\n}\n',
    },
    edit: ['ask.go', 'println()', 'println(context.TODO())'],
    before: ['context-not-propagated'],
    after: ['context-not-propagated'],
    blind: () => without({ names: [] }),
  },
  'the bodies that hold the first two uses of an import': {
    files: {
      'ask.go':
        'import (\n\t"context"\n\t"net/http"\n)\n\nfunc ask(r *http.Request) (*http.Request, error) {\n\treturn http.NewRequestWithContext(context.Background(), r.Method, "/", nil)\n}\n\nfunc other() {\n\tprintln(context.TODO())\n}\n',
    },
    edit: ['ask.go', 'println(context.TODO())', 'println()'],
    before: ['context-not-propagated'],
    after: ['context-not-propagated'],
    blind: () => without({ decls: [] }),
  },
  'every use of a field': {
    files: {
      'start.go':
        'import "context"\n\ntype worker struct {\n\tcancel context.CancelFunc\n}\n\nfunc (w *worker) start(ctx context.Context) context.Context {\n\tctx, w.cancel = context.WithCancel(ctx)\n\treturn ctx\n}\n',
      'stop.go': 'func other() {}\n',
    },
    edit: ['stop.go', 'func other() {}', 'func (w *worker) stop() {\n\tw.cancel()\n}'],
    before: ['cancel-field-never-called'],
    after: [],
    blind: () => without({ mentions: [] }),
  },
  'a fact about the package': {
    files: { 'index.go': reading, 'add.go': 'func other() {}\n' },
    edit: ['add.go', 'func other() {}', 'func (x *index) add() {\n\tx.mu.Lock()\n\tx.n++\n\tx.mu.Unlock()\n}'],
    before: [],
    after: ['recursive-rlock'],
    blind: () => vi.spyOn(PackageMemory.prototype, 'versionOf').mockReturnValue(1),
  },
  'what follows from a fact': {
    files: {
      'open.go':
        'type conn struct{ stop chan struct{} }\n\nfunc open() (*conn, error) {\n\tc := &conn{stop: make(chan struct{})}\n\tgo c.loop()\n\treturn c, nil\n}\n\nfunc (c *conn) loop() { <-c.stop }\n\nfunc (c *conn) Close() { close(c.stop) }\n\nfunc use(check func() error) (*conn, error) {\n\tc, err := open()\n\tif err != nil {\n\t\treturn nil, err\n\t}\n\tif err := check(); err != nil {\n\t\treturn nil, err\n\t}\n\treturn c, nil\n}\n',
      'end.go': 'func other() {}\n',
    },
    edit: [
      'end.go',
      'func other() {}',
      'func other() {\n\tc, err := open()\n\tif err != nil {\n\t\treturn\n\t}\n\tc.Close()\n}',
    ],
    before: [],
    after: ['not-closed-on-error'],
    blind: () => vi.spyOn(PackageMemory.prototype, 'versionOfConclusion').mockReturnValue(1),
  },
  'where a declaration stands': {
    files: { 'wait.go': `// Package p.\n\n${waiting}`, 'take.go': 'func take(c chan int) {}\n' },
    edit: ['wait.go', '// Package p.', '// Package p is longer.'],
    before: ['send-without-receiver'],
    after: ['send-without-receiver'],
    blind: () => {
      const at = Terrain.prototype.at;
      const first = new WeakMap<object, ReturnType<typeof at>>();
      vi.spyOn(Terrain.prototype, 'at').mockImplementation(function (this: Terrain, decl) {
        const standing = first.get(decl) ?? at.call(this, decl);
        first.set(decl, standing);
        return standing;
      });
    },
  },
  'where a place of another file lies': {
    files: {
      'begin.go': 'func begin() {\n\tc := make(chan int)\n\tsend(c)\n}\n',
      'send.go': '// Package p.\n\nfunc send(c chan int) {\n\tgo func() { c <- 1 }()\n}\n',
    },
    edit: ['send.go', '// Package p.', '// Package p is longer.'],
    before: ['send-without-receiver'],
    after: ['send-without-receiver'],
    blind: () => {
      sees.places = false;
    },
  },
  'which declarations have a word': {
    files: {
      'start.go':
        'import "context"\n\ntype worker struct {\n\tcancel context.CancelFunc\n}\n\nfunc (w *worker) start(ctx context.Context) context.Context {\n\tctx, w.cancel = context.WithCancel(ctx)\n\treturn ctx\n}\n',
      'stop.go': 'func other() {}\n',
    },
    edit: ['stop.go', 'func other() {}', 'func (w *worker) stop() {\n\tw.cancel()\n}'],
    before: ['cancel-field-never-called'],
    after: [],
    blind: () => {
      const add = WordIndex.prototype.add;
      vi.spyOn(WordIndex.prototype, 'add').mockImplementation(function (this: WordIndex, decl) {
        if (!decl.text.includes('stop')) add.call(this, decl);
      });
    },
  },
};

const fileOf = (text: string): string =>
  text.startsWith('//') ? text.replace('\n\n', '\npackage p\n\n') : `package p\n\n${text}`;

/** Findings before and after the edit as they are kept, and after it as a fresh analysis finds them. */
async function edited({ files, edit: [name, from, to] }: Case) {
  const texts = new Map(Object.entries(files).map(([n, text]) => [`p/${n}`, fileOf(text)]));
  texts.set('go.mod', 'module example.com/p\n\ngo 1.24\n');
  const host = memoryHost(texts, '/m');
  const incremental = checkerOf(host, true);
  const before = await findingsOf(incremental, host, '/m');
  const text = texts.get(`p/${name}`) ?? '';
  expect(text).toContain(from);
  texts.set(`p/${name}`, text.replace(from, to));
  const kept = await findingsOf(incremental, host, '/m');
  seeAll();
  return { before, kept, fresh: await findingsOf(checkerOf(host, false), host, '/m') };
}

const rulesIn = (found: Awaited<ReturnType<typeof findingsOf>>): string[] =>
  Object.values(found)
    .flat()
    .map((f) => f.rule);

afterEach(seeAll);

function seeAll(): void {
  vi.restoreAllMocks();
  sees.outlines = true;
  sees.places = true;
}

describe.each(Object.entries(cases))('%s', (_, example) => {
  it('is followed', async () => {
    const { before, kept, fresh } = await edited(example);
    expect(rulesIn(before)).toEqual(example.before);
    expect(rulesIn(fresh)).toEqual(example.after);
    expect(fresh).not.toEqual(before);
    expect(kept).toEqual(fresh);
  });

  it('and would be missed', async () => {
    example.blind();
    const { kept, fresh } = await edited(example);
    expect(kept).not.toEqual(fresh);
  });
});
