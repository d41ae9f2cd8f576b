import type { Case, Program, Statement } from './program.ts';

export interface Printed {
  readonly text: string;
  /** The line of each statement, from 1. */
  readonly lines: ReadonlyMap<Statement, number>;
  /** The line of the select by that of each of its cases: Go waits at the case where it is the only one. */
  readonly selects: ReadonlyMap<number, number>;
}

/** A program as a Go file whose function `name` runs it. */
export function print(program: Program, name = 'main'): Printed {
  const out = new Printer();
  out.line('package main');
  out.line('');
  out.line('import (');
  for (const path of ['context', 'math/rand', 'sync', 'time']) out.line(`\t"${path}"`);
  out.line(')');
  out.line('');
  out.line(`func ${name}() {`);
  program.channels.forEach((capacity, i) => {
    if (capacity === undefined) out.line(`\tvar c${i} chan int`);
    else out.line(`\tc${i} := make(chan int${capacity > 0 ? `, ${capacity}` : ''})`);
  });
  for (const [i, isShared] of program.mutexes.entries()) out.line(`\tvar m${i} sync.${isShared ? 'RW' : ''}Mutex`);
  for (let i = 0; i < program.groups; i++) out.line(`\tvar g${i} sync.WaitGroup`);
  for (let i = 0; i < program.onces; i++) out.line(`\tvar o${i} sync.Once`);
  program.contexts.forEach((isTimed, i) => {
    const how = isTimed ? 'WithTimeout(context.Background(), 20*time.Millisecond)' : 'WithCancel(context.Background())';
    out.line(`\tx${i}, cancel${i} := context.${how}`);
  });
  // Go does not compile what is not used.
  out.line('\t_, _, _, _ = rand.Intn, time.Second, context.Background, sync.OnceFunc');
  for (const i of program.channels.keys()) out.line(`\t_ = c${i}`);
  for (const i of program.mutexes.keys()) out.line(`\t_ = &m${i}`);
  for (let i = 0; i < program.groups; i++) out.line(`\t_ = &g${i}`);
  for (let i = 0; i < program.onces; i++) out.line(`\t_ = &o${i}`);
  for (const i of program.contexts.keys()) out.line(`\t_, _ = x${i}, cancel${i}`);
  out.block(program.body, 1);
  out.line('}');
  return { text: `${out.lines.join('\n')}\n`, lines: out.at, selects: out.selects };
}

class Printer {
  readonly lines: string[] = [];
  readonly at = new Map<Statement, number>();
  readonly selects = new Map<number, number>();

  line(text: string): void {
    this.lines.push(text);
  }

  block(body: readonly Statement[], depth: number): void {
    for (const s of body) this.statement(s, depth);
  }

  statement(s: Statement, depth: number): void {
    const tabs = '\t'.repeat(depth);
    this.at.set(s, this.lines.length + 1);
    const within = (head: string, body: readonly Statement[], foot: string): void => {
      this.line(tabs + head);
      this.block(body, depth + 1);
      this.line(tabs + foot);
    };
    switch (s.kind) {
      case 'range':
        return within(`for range c${s.on} {`, s.body, '}');
      case 'go':
        return within('go func() {', s.body, '}()');
      case 'groupGo':
        return within(`g${s.on}.Go(func() {`, s.body, '})');
      case 'call':
        return within('func() {', s.body, '}()');
      case 'once':
        return within(`o${s.on}.Do(func() {`, s.body, '})');
      case 'loop':
        return within(`for i := 0; i < ${s.times}; i++ {`, s.body, '}');
      case 'either':
        this.line(`${tabs}if rand.Intn(2) == 0 {`);
        this.block(s.yes, depth + 1);
        if (s.no.length > 0) {
          this.line(`${tabs}} else {`);
          this.block(s.no, depth + 1);
        }
        return this.line(`${tabs}}`);
      case 'select':
        this.line(`${tabs}select {`);
        for (const c of s.cases) {
          this.selects.set(this.lines.length + 1, this.at.get(s) ?? 0);
          this.line(`${tabs}case ${communication(c)}:`);
          this.block(c.body, depth + 1);
        }
        if (s.otherwise) {
          this.line(`${tabs}default:`);
          this.block(s.otherwise, depth + 1);
        }
        return this.line(`${tabs}}`);
      case 'defer':
        this.at.set(s.what, this.lines.length + 1);
        if (s.what.kind === 'send' || s.what.kind === 'receive' || s.what.kind === 'awaitDone')
          return this.line(`${tabs}defer func() { ${simple(s.what)} }()`);
        return this.line(`${tabs}defer ${simple(s.what)}`);
      default:
        return this.line(tabs + simple(s));
    }
  }
}

const communication = ({ direction, on }: Case): string =>
  direction === 'send' ? `c${on} <- 1` : direction === 'receive' ? `<-c${on}` : `<-x${on}.Done()`;

function simple(s: Statement): string {
  switch (s.kind) {
    case 'send':
      return `c${s.on} <- 1`;
    case 'receive':
      return `<-c${s.on}`;
    case 'close':
      return `close(c${s.on})`;
    case 'lock':
      return `m${s.on}.Lock()`;
    case 'unlock':
      return `m${s.on}.Unlock()`;
    case 'rlock':
      return `m${s.on}.RLock()`;
    case 'runlock':
      return `m${s.on}.RUnlock()`;
    case 'add':
      return `g${s.on}.Add(1)`;
    case 'done':
      return `g${s.on}.Done()`;
    case 'wait':
      return `g${s.on}.Wait()`;
    case 'cancel':
      return `cancel${s.on}()`;
    case 'awaitDone':
      return `<-x${s.on}.Done()`;
    case 'return':
    case 'break':
      return s.kind;
    default:
      throw new Error(`${s.kind} is no simple statement`);
  }
}
