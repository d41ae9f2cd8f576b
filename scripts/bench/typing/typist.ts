/** One change of a text: what stands from `start` to `end` becomes `by`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

const statements = [
  'ch := make(chan int)',
  'go func() { ch <- 1 }()',
  'mu.Lock()',
  'defer mu.Unlock()',
  'for i := 0; i < 10; i++ {',
  'if err != nil {',
  'return err',
  'fmt.Println("done", total)',
  'total += len(lines)',
  'ctx, cancel := context.WithTimeout(ctx, time.Second)',
  'defer cancel()',
  'select {',
  'case <-ctx.Done():',
  '// why this is here',
];
const pasted = `
func (o *orderN) pasted(ch chan int) int {
	sum := 0
	for v := range ch {
		sum += v
	}
	return sum
}
`;

/**
 * How somebody works on a file: at one place for a while, statement after statement, letter by letter; braces come with
 * or without their partners; now and then a line break, a deletion, a new function, a field, a signature, an import, a
 * paste, and what was done is undone.
 */
export function* typing(random: () => number, text: string): Generator<Change, never, string> {
  let now = text;
  let serial = 0;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  function* type(at: number, what: string): Generator<Change, void, string> {
    for (const letter of what) {
      // Most editors set the closing brace at once.
      const by = letter === '{' && random() < 0.7 ? '{}' : letter;
      now = yield { start: at, end: at, by };
      at += 1;
    }
  }
  function* undo(before: string): Generator<Change, void, string> {
    let start = 0;
    while (start < before.length && before[start] === now[start]) start++;
    let end = now.length;
    let old = before.length;
    while (end > start && old > start && now[end - 1] === before[old - 1]) [end, old] = [end - 1, old - 1];
    now = yield { start, end, by: before.slice(start, old) };
  }
  for (;;) {
    const before = now;
    const dice = random();
    if (dice < 0.7) {
      const at = inBody(random, now);
      for (let n = 1 + Math.floor(random() * 3); n > 0; n--) yield* type(lineEnd(now, at), `\n\t${pick(statements)}`);
    } else if (dice < 0.78) {
      const line = inBody(random, now);
      now = yield { start: line, end: lineEnd(now, line) + 1, by: '' };
    } else if (dice < 0.84) {
      const at = now.indexOf(pick(['}', '{', '(']), inBody(random, now));
      if (at >= 0) now = yield { start: at, end: at + 1, by: '' };
    } else if (dice < 0.89) {
      const at = topLevel(random, now);
      now = yield { start: at, end: at, by: pasted.replace('orderN', `order${serial++}`) };
    } else if (dice < 0.93) {
      yield* type(topLevel(random, now), `\nfunc (o *order${serial++}) typed(ch chan int) {\n\tch <- 1\n}\n`);
    } else if (dice < 0.96) {
      const type_ = now.indexOf(' struct {\n', inBody(random, now));
      if (type_ >= 0) yield* type(type_ + ' struct {'.length, '\n\tdone chan struct{}');
    } else if (dice < 0.98) {
      const head = now.indexOf(') ', now.indexOf('\nfunc ', inBody(random, now)));
      if (head >= 0) yield* type(head, ', n int');
    } else yield* type(now.indexOf('import (') + 'import ('.length, '\n\t"sync"');
    if (random() < 0.8) yield* undo(before);
  }
}

/** The start of a line in a function. */
function inBody(random: () => number, text: string): number {
  for (let tries = 0; tries < 50; tries++) {
    const at = text.indexOf('\n', Math.floor(random() * text.length)) + 1;
    if (at > 0 && text[at] === '\t') return at;
  }
  return text.length;
}

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};

function topLevel(random: () => number, text: string): number {
  const at = text.indexOf('\n}\n', Math.floor(random() * text.length));
  return at < 0 ? text.length : at + 3;
}
