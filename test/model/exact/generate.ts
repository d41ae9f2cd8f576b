import type { Case, Channel, Program, Statement } from './program.ts';

/** mulberry32: the same numbers for the same seed, everywhere. */
export function random(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random program, small enough that all its interleavings can be tried. */
export function generate(seed: number): Program {
  return new Generator(random(seed)).program();
}

class Generator {
  readonly #random: () => number;
  #left = 0;
  #goroutines = 0;
  #channels: readonly Channel[] = [];
  #mutexes: readonly boolean[] = [];
  #groups = 0;
  #contexts: readonly boolean[] = [];
  #onces = 0;
  #isOrdered = true;
  /** Goroutines around the statement that is made. */
  #within = 0;

  constructor(next: () => number) {
    this.#random = next;
  }

  program(): Program {
    // Most programs are about one kind of thing, as in life; some mix all.
    this.#channels = this.#some(3, () => (this.#chance(0.03) ? undefined : this.#chance(0.6) ? 0 : 1 + this.#below(2)));
    if (this.#chance(0.4)) this.#mutexes = this.#some(2, () => this.#chance(0.4));
    if (this.#chance(0.4)) this.#groups = 1;
    if (this.#chance(0.4)) this.#contexts = this.#some(1, () => this.#chance(0.3));
    if (this.#chance(0.1)) this.#onces = 1;
    this.#left = 5 + this.#below(9);
    this.#goroutines = 1 + this.#below(3);
    const body = [...this.#body(0, false), ...(this.#goroutines > 0 ? this.#body(1, false) : [])];
    return {
      channels: this.#channels,
      mutexes: this.#mutexes,
      groups: this.#groups,
      contexts: this.#contexts,
      onces: this.#onces,
      isOrdered: this.#isOrdered,
      body,
    };
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }

  #chance(p: number): boolean {
    return this.#random() < p;
  }

  #some<T>(most: number, one: () => T): T[] {
    return Array.from({ length: 1 + this.#below(most) }, one);
  }

  #body(depth: number, inLoop: boolean): Statement[] {
    const body: Statement[] = [];
    const count = 1 + this.#below(depth === 0 ? 5 : 3);
    for (let i = 0; i < count && this.#left > 0; i++) body.push(...this.#statements(depth, inLoop));
    return body;
  }

  #statements(depth: number, inLoop: boolean): Statement[] {
    this.#left--;
    const kinds: [number, () => Statement[]][] = [
      [6, () => [{ kind: this.#chance(0.5) ? 'send' : 'receive', on: this.#channel() }]],
      [1.5, () => [{ kind: 'close', on: this.#channel() }]],
      [depth < 3 && this.#goroutines > 0 ? (depth === 0 ? 7 : 1.5) : 0, () => this.#go(depth)],
      [depth < 3 ? 2 : 0, () => [this.#select(depth, inLoop)]],
      [depth < 2 ? 1 : 0, () => [{ kind: 'range', on: this.#channel(), body: this.#body(depth + 2, true) }]],
      [
        depth < 3 ? 1.5 : 0,
        () => [
          {
            kind: 'either',
            yes: this.#body(depth + 1, inLoop),
            no: this.#chance(0.4) ? this.#body(depth + 1, inLoop) : [],
          },
        ],
      ],
      [depth < 2 ? 0.8 : 0, () => [{ kind: 'loop', times: 1 + this.#below(2), body: this.#body(depth + 1, true) }]],
      [this.#mutexes.length > 0 ? 3 : 0, () => this.#locking(depth, inLoop)],
      [this.#groups > 0 ? 2 : 0, () => [this.#counting()]],
      [
        this.#contexts.length > 0 ? 1.5 : 0,
        () => [{ kind: this.#chance(0.5) ? 'cancel' : 'awaitDone', on: this.#below(this.#contexts.length) }],
      ],
      [this.#onces > 0 && depth < 2 ? 1 : 0, () => [{ kind: 'once', on: 0, body: this.#body(depth + 1, false) }]],
      [depth > 0 ? 0.6 : 0.2, () => [{ kind: 'return' }]],
      [inLoop ? 1 : 0, () => [{ kind: 'break' }]],
      [0.8, () => this.#deferred()],
      [depth < 2 ? 0.4 : 0, () => [{ kind: 'call', body: this.#body(depth + 1, false) }]],
    ];
    let at = this.#random() * kinds.reduce((sum, [w]) => sum + w, 0);
    for (const [weight, make] of kinds) {
      at -= weight;
      if (at < 0) return make();
    }
    return [];
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)] as T;
  }

  #channel(): number {
    return this.#below(this.#channels.length);
  }

  #go(depth: number): Statement[] {
    this.#goroutines--;
    this.#within++;
    const body = this.#body(depth + 1, false);
    this.#within--;
    if (this.#groups === 0 || this.#chance(0.3)) return [{ kind: 'go', body }];
    if (this.#within > 0) this.#isOrdered = false;
    if (this.#chance(0.3)) return [{ kind: 'groupGo', on: 0, body }];
    const done: Statement = { kind: 'done', on: 0 };
    const within: Statement[] = this.#chance(0.7) ? [{ kind: 'defer', what: done }, ...body] : [...body, done];
    return [
      { kind: 'add', on: 0 },
      { kind: 'go', body: within },
    ];
  }

  #counting(): Statement {
    const kind = this.#pick(['add', 'done', 'wait', 'wait', 'wait'] as const);
    if (kind === 'done' || this.#within > 0) this.#isOrdered = false;
    return { kind, on: this.#below(this.#groups) };
  }

  #select(depth: number, inLoop: boolean): Statement {
    const cases = this.#some(3, (): Case => {
      const isDone = this.#contexts.length > 0 && this.#chance(0.4);
      return {
        direction: isDone ? 'done' : this.#chance(0.5) ? 'send' : 'receive',
        on: isDone ? this.#below(this.#contexts.length) : this.#channel(),
        body: this.#chance(0.5) ? [] : this.#body(depth + 2, true),
      };
    });
    void inLoop;
    return { kind: 'select', cases, otherwise: this.#chance(0.2) ? [] : undefined };
  }

  /** Mostly in pairs, for a program that unlocks what is not locked does not live long. */
  #locking(depth: number, inLoop: boolean): Statement[] {
    const on = this.#below(this.#mutexes.length);
    const reads = this.#mutexes[on] === true && this.#chance(0.5);
    const [lock, unlock]: Statement[] = reads
      ? [
          { kind: 'rlock', on },
          { kind: 'runlock', on },
        ]
      : [
          { kind: 'lock', on },
          { kind: 'unlock', on },
        ];
    if (!lock || !unlock) return [];
    if (this.#chance(0.3)) return [lock, { kind: 'defer', what: unlock }];
    if (this.#chance(0.1)) return [lock];
    return [lock, ...(depth < 3 ? this.#body(depth + 1, inLoop) : []), unlock];
  }

  #deferred(): Statement[] {
    const what: Statement[] = [
      { kind: 'close', on: this.#channel() },
      { kind: 'send', on: this.#channel() },
    ];
    if (this.#contexts.length > 0) what.push({ kind: 'cancel', on: 0 }, { kind: 'cancel', on: 0 });
    return [{ kind: 'defer', what: this.#pick(what) }];
  }
}
