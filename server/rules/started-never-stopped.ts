import { callsIn, walkOwn } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced, isPlain } from '../engine/facts/types.ts';
import { holdsLent } from '../engine/flow/existing.ts';
import { endings } from '../engine/flow/owners.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { findPath } from '../engine/flow/paths.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, CommClause, Expr, Ident } from '../engine/syntax/ast.ts';
import { pathOf, unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'started-never-stopped',
    title: 'Started and never stopped',
    group: 'goroutines',
    level: 'information',
    summary:
      'A function makes an object, starts its goroutine, and lets go of it without the `Stop` or `Close` that would end it.',
    why: 'The goroutine was started for the object and ends with its `Stop`. When the object goes out of reach, nobody can call that any more, and the goroutine stays with all that it refers to.',
    fix: 'Put `defer x.Stop()` behind the start, or hand the object to somebody who stops it.',
    silentAbout: [
      'objects that are returned, stored or handed on, and what somebody else keeps: fields, elements of maps',
      'types without a method that ends them',
      '`main`, commands and what lives as long as the process',
    ],
    links: ['https://go.dev/blog/context'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn)) return;
    for (const call of callsIn(fn)) {
      const found = unnamed(fn, call);
      if (found) report(found);
    }
    const { definitions, uses, assignments } = declFacts(fn.decl);
    for (const [v] of definitions) {
      if (v.owner !== fn.syntax || v.role !== 'var' || v.name === '_' || (assignments.get(v) ?? []).length > 0)
        continue;
      const type = dereferenced(fn.package.typeOfObject(v));
      if (type.kind !== 'named' || type.path !== fn.package.path) continue;
      const methods = fn.package.methodsOf(type.name);
      const ending = methods.find((m) => (endings as readonly string[]).includes(nameOf(m)));
      if (!ending) continue;
      const all = uses.get(v) ?? [];
      const release = { methods: [...endings, ...endings.map((e) => e.toLowerCase())] };
      if (!all.every((u) => useOf(fn, u, release) === 'borrows' && !isCaptured(fn, u))) continue;
      const start = startedAt(fn, v, all, methods);
      if (!start || holdsLent(fn, v)) continue;
      const call = `${v.name}.${nameOf(ending)}()`;
      report({
        function: fn,
        place: fn.place(start),
        message: `\`${fn.textOf(start)}\` starts a goroutine that nobody can end: \`${call}\` is not called, and \`${v.name}\` goes out of reach. Put \`defer ${call}\` behind it.`,
        witness: [
          { ...fn.place(start), message: 'a goroutine is started for the object' },
          { ...ending.place(ending.syntax.type), message: `\`${nameOf(ending)}\` would end it, and is not called` },
        ],
      });
    }
  },
};

/** `newFlusher().write(line)`: nobody has the object any more when the call is done. */
function unnamed(fn: FunctionUnit, call: CallExpr): Problem | undefined {
  const { parents } = declFacts(fn.decl);
  const above = parents.get(call);
  const use = above?.kind === 'SelectorExpr' && above.x === call ? parents.get(above) : undefined;
  const isCalled = above?.kind === 'SelectorExpr' && use?.kind === 'CallExpr' && use.fun === above;
  if (above?.kind !== 'ExprStmt' && !(isCalled && answersPlainly(fn, use))) return undefined;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'function' || callee.receiver || !startsItsOwn(callee.function)) return undefined;
  const type = dereferenced(fn.package.typeOf(call));
  if (type.kind !== 'named' || type.path !== fn.package.path) return undefined;
  const ending = fn.package.methodsOf(type.name).find((m) => (endings as readonly string[]).includes(nameOf(m)));
  if (!ending || (above?.kind === 'SelectorExpr' && above.sel.name === nameOf(ending))) return undefined;
  return {
    function: fn,
    place: fn.place(call),
    message: `\`${fn.textOf(call)}\` starts a goroutine that nobody can end: nobody keeps what \`${nameOf(ending)}\` is a method of. Give it a name, and put \`defer x.${nameOf(ending)}()\` behind it.`,
    witness: [
      { ...fn.place(call), message: 'an object is made, which starts a goroutine, and dropped' },
      { ...ending.place(ending.syntax.type), message: `\`${nameOf(ending)}\` would end it, and nobody can call it` },
    ],
  };
}

/** The method answers nothing that could keep its object: nothing, a number, a text, an error. */
function answersPlainly(fn: FunctionUnit, call: CallExpr): boolean {
  const type = fn.package.typeOf(call);
  return (type.kind === 'tuple' ? type.elements : [type]).every(isPlain);
}

/** `x.Start()`, or the call of the constructor that starts the goroutine by itself. */
function startedAt(
  fn: FunctionUnit,
  v: LocalVar,
  uses: readonly Ident[],
  methods: readonly FunctionUnit[],
): Expr | undefined {
  const { definitions, parents } = declFacts(fn.decl);
  const d = definitions.get(v);
  const made = d?.kind === 'value' ? unparen(d.value) : undefined;
  const callee = made?.kind === 'CallExpr' ? fn.package.calleeOf(made) : undefined;
  if (made && callee?.kind === 'function' && !callee.receiver && startsItsOwn(callee.function)) return made;
  const use = uses.find((u) => {
    const sel = parents.get(u);
    const called =
      sel?.kind === 'SelectorExpr' && sel.x === u ? methods.find((m) => nameOf(m) === sel.sel.name) : undefined;
    return called !== undefined && /^(start|run|serve|listen|open|begin)/i.test(nameOf(called)) && spawns(called);
  });
  const sel = use && parents.get(use);
  return sel?.kind === 'SelectorExpr' ? sel : undefined;
}

/** A constructor: it starts a method of what it makes, which loops until the object tells it to end, and answers the object. */
function startsItsOwn(maker: FunctionUnit): boolean {
  const { parents, uses } = declFacts(maker.decl);
  return [...uses].some(([v, all]) => {
    if (v.kind !== 'local' || v.owner !== maker.syntax || v.role !== 'var') return false;
    const isAnswered = all.some((u) => parents.get(u)?.kind === 'ReturnStmt');
    return isAnswered && all.some((u) => loopsUntilTold(maker, u));
  });
}

/** `go x.loop()`, with an endless loop that a case of a select leaves. */
function loopsUntilTold(maker: FunctionUnit, use: Ident): boolean {
  const { parents } = declFacts(maker.decl);
  const sel = parents.get(use);
  const call = sel?.kind === 'SelectorExpr' && sel.x === use ? parents.get(sel) : undefined;
  if (call?.kind !== 'CallExpr' || call.fun !== sel || parents.get(call)?.kind !== 'GoStmt') return false;
  const callee = maker.package.calleeOf(call);
  if (callee.kind !== 'function' || callee.function.cfg.incomplete) return false;
  const body = callee.function;
  let isEndless = false;
  walkOwn(body, (n) => {
    if (n.kind === 'ForStmt' && !n.cond) isEndless = true;
  });
  const other = findPath(body, body.cfg.entry, -1, {
    item: () => 'on',
    edge: ({ why }) => (why.kind === 'select' && isToldBy(body, why.clause) ? 'stop' : 'on'),
    exit: () => 'found',
  });
  return isEndless && other === undefined && body.cfg.exits.length > 0;
}

/** `case <-x.quit:` in a method of `x` */
function isToldBy(method: FunctionUnit, { comm }: CommClause): boolean {
  const x = comm?.kind === 'ExprStmt' ? unparen(comm.x) : undefined;
  const receiver = method.syntax.kind === 'FuncDecl' ? method.syntax.receiver?.names[0]?.name : undefined;
  const path = x?.kind === 'UnaryExpr' && x.op === '<-' ? pathOf(x.x) : undefined;
  return receiver !== undefined && (path ?? '').startsWith(`${receiver}.`);
}

const nameOf = (m: FunctionUnit): string => m.name.replace(/^.*\./, '');

function isCaptured(fn: FunctionUnit, use: Parameters<FunctionUnit['ancestors']>[0]): boolean {
  return fn.ancestors(use).some((n) => n.kind === 'FuncLit' || n.kind === 'GoStmt');
}

function spawns(m: FunctionUnit): boolean {
  let found = false;
  walkOwn(m, (n) => {
    if (n.kind === 'GoStmt') found = true;
  });
  // One that returns only when its work is done has waited for it.
  let waits = false;
  walk(m.syntax, (n) => {
    if (n.kind === 'SelectorExpr' && n.sel.name === 'Wait') waits = true;
    return !waits;
  });
  return found && !waits;
}
