import { isContext } from '../calls.ts';
import { perView } from '../package/asking.ts';
import { neverReturns } from '../package/neverReturns.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Node, Stmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walkFunction } from '../syntax/walk.ts';
import { type Ending, together } from './ending.ts';
import { seenFrom } from './seenFrom.ts';
import { communicationOf, received, textOf, waysOut } from './waysOut.ts';

const endings = perView(() => new Map<FunctionUnit, Ending>());

const unknown = (why: string): Ending => ({ kind: 'unknown', why });

/** How a goroutine that runs the function ends. */
export function endingOf(fn: FunctionUnit): Ending {
  const known = endings(fn.package);
  const before = known.get(fn);
  if (before) return before;
  known.set(fn, unknown('it calls itself'));
  const ending = find(fn);
  known.set(fn, ending);
  return ending;
}

function find(fn: FunctionUnit): Ending {
  if (fn.decl.broken || fn.cfg.incomplete) return unknown('its code cannot be read in full');
  const exits = fn.cfg.exits.filter((b) => b.exit === 'return' || b.exit === 'goexit');
  if (exits.length === 0)
    return fn.cfg.exits.length === 0 ? { kind: 'never' } : unknown('it ends only with a panic or the process');
  const loops = unboundedLoops(fn);
  return together([...loops.map((l) => endOfLoop(fn, l)), ...waitsOutside(fn, loops)]);
}

/** Loops that nothing but their body ends, or a channel: those inside of others left out. */
function unboundedLoops(fn: FunctionUnit): Stmt[] {
  const found = new Set<Stmt>();
  for (const b of fn.cfg.blocks) {
    const outermost = b.loops.find((l) => !isBounded(fn, l));
    if (outermost) found.add(outermost);
  }
  return [...found];
}

/** `for i := 0; i < n; i++`, and a range over what is there already. */
function isBounded(fn: FunctionUnit, loop: Stmt): boolean {
  if (loop.kind === 'ForStmt') return loop.cond !== undefined && loop.post !== undefined;
  if (loop.kind !== 'RangeStmt') return false;
  return ['slice', 'array', 'map', 'basic', 'pointer'].includes(fn.package.underlying(fn.package.typeOf(loop.x)).kind);
}

function endOfLoop(fn: FunctionUnit, loop: Stmt): Ending {
  const ways = waysOut(fn, loop);
  const contexts = ways.filter((w) => w.kind === 'context');
  const channels = ways.filter((w) => w.kind === 'channel');
  const chosen =
    contexts.length > 0 ? contexts : channels.length > 0 ? channels : ways.filter((w) => w.kind === 'call');
  const names = [...new Set(chosen.map((w) => w.name))];
  const [first] = chosen;
  if (!first) return ways[0] ?? unknown('its loop has no way out that returns');
  if (names.length > 2) return unknown(`its loop ends with ${names.join(', ')}`);
  const ending: Ending = { ...first, name: names.join(' or ') };
  const also = first.kind === 'call' ? undefined : otherWait(fn, loop, names);
  return also === undefined ? ending : unknown(`it also waits at \`${also}\``);
}

/** An operation in the loop at which none of these would free it. */
function otherWait(fn: FunctionUnit, loop: Stmt, names: readonly string[]): string | undefined {
  let found: string | undefined;
  within(fn, loop, (n) => {
    if (found !== undefined) return false;
    if (n.kind === 'SelectStmt') {
      const frees = n.cases.some((c) => {
        const on = c.comm && communicationOf(fn, c);
        return (
          c.comm === undefined || on?.kind === 'call' || (on !== undefined && 'name' in on && names.includes(on.name))
        );
      });
      if (!frees) found = 'select';
    }
    if (n.kind === 'CallExpr' && isLongWait(fn, n)) found = textOf(fn, n.fun);
    // What a clause begins with belongs to its select.
    if (n.kind === 'SendStmt' && !isCommunication(fn, n)) found = textOf(fn, n.chan);
    if (n.kind === 'UnaryExpr' && n.op === '<-' && !isCommunication(fn, n)) {
      const on = received(fn, n.x);
      if (on.kind !== 'call' && !('name' in on && names.includes(on.name))) found = fn.textOf(n);
    }
    if (n.kind === 'RangeStmt' && n !== loop && fn.package.underlying(fn.package.typeOf(n.x)).kind === 'chan')
      if (!names.includes(textOf(fn, n.x))) found = textOf(fn, n.x);
    return true;
  });
  return found;
}

/** A call that waits for somebody outside of the program, as long as it takes, and is not given the context. */
function isLongWait(fn: FunctionUnit, c: CallExpr): boolean {
  const callee = fn.package.calleeOf(c);
  if (callee.kind !== 'external' && callee.kind !== 'dynamic') return false;
  const facts =
    callee.kind === 'external' ? fn.package.knowledge.facts(callee.path, callee.receiver, callee.name) : undefined;
  if (!facts?.serves && !/^(Accept\w*|Recv\w*|Serve|Read|Read(Message|Frame|From\w*|Packet\w*))$/.test(callee.name))
    return false;
  return !c.args.some((a) => isContext(fn.package.typeOf(a)));
}

function isCommunication(fn: FunctionUnit, n: Node): boolean {
  const above = fn.ancestors(n);
  const clause = above.findLast((a) => a.kind === 'CommClause');
  if (clause?.kind !== 'CommClause' || !clause.comm) return false;
  return clause.comm.start <= n.start && n.end <= clause.comm.end;
}

function within(fn: FunctionUnit, loop: Stmt, visit: (n: Node) => boolean): void {
  walkFunction(fn.syntax, (n) => {
    if (n.end <= loop.start || n.start >= loop.end) return n.end > loop.start && n.start < loop.end;
    return n.start < loop.start || n.end > loop.end || visit(n);
  });
}

/** What the function waits for besides its unbounded loops. */
function waitsOutside(fn: FunctionUnit, loops: readonly Stmt[]): Ending[] {
  const found: Ending[] = [];
  walkFunction(fn.syntax, (n) => {
    if (loops.includes(n as Stmt)) return false;
    switch (n.kind) {
      case 'GoStmt':
        return false;
      case 'DeferStmt':
        found.push(...deferred(fn, n));
        return false;
      case 'SelectStmt':
        found.push(...selected(fn, n));
        return true;
      case 'SendStmt':
        if (!isCommunication(fn, n)) found.push({ kind: 'channel', name: textOf(fn, n.chan), how: 'received' });
        return true;
      case 'UnaryExpr':
        if (n.op === '<-' && !isCommunication(fn, n)) found.push(received(fn, n.x));
        return true;
      case 'CallExpr':
        found.push(...called(fn, n));
        return true;
      default:
        return true;
    }
  });
  return found;
}

/** What a deferred call receives is mostly what it has put there itself: the slot of a semaphore. */
function deferred(fn: FunctionUnit, n: Node & { kind: 'DeferStmt' }): Ending[] {
  const call = unparen(n.call);
  if (call.kind !== 'CallExpr') return [];
  return called(fn, call).filter((w) => !(w.kind === 'channel' && w.how === 'given'));
}

function selected(fn: FunctionUnit, n: Node & { kind: 'SelectStmt' }): Ending[] {
  if (n.cases.length === 0) return [{ kind: 'never' }];
  if (n.cases.some((c) => !c.comm)) return [];
  const waits = n.cases.flatMap((c) => communicationOf(fn, c) ?? []);
  const contexts = [...new Set(waits.flatMap((w) => (w.kind === 'context' ? [w.name] : [])))];
  const [only, second] = waits;
  if (contexts.length > 0) return [{ kind: 'context', name: contexts.join(' or ') }];
  if (only && !second && n.cases.length === 1) return [only];
  return [waits.find((w) => w.kind === 'call') ?? unknown('it waits for one of several channels')];
}

/** Packages whose functions come back at once, but for those that are known to block. */
const quick =
  /^(fmt|log|log\/slog|errors|strings|bytes|strconv|math|math\/.*|sort|slices|maps|unicode.*|path|path\/filepath|regexp|time|sync|sync\/atomic|runtime|runtime\/debug|os|reflect|encoding\/.*|context|testing|hash.*|crypto\/.*)$/;

function called(fn: FunctionUnit, c: CallExpr): Ending[] {
  const callee = fn.package.calleeOf(c);
  switch (callee.kind) {
    case 'builtin':
    case 'conversion':
      return [];
    case 'function':
    case 'literal': {
      const inner = endingOf(callee.function);
      if (inner.kind === 'never' && !isAlwaysReached(fn, c)) return [unknown(`\`${textOf(fn, c.fun)}\` never returns`)];
      return inner.kind === 'run' ? [] : [seenFrom(fn, c, callee.function, inner)];
    }
    case 'external': {
      const facts = fn.package.knowledge.facts(callee.path, callee.receiver, callee.name);
      if (neverReturns(fn.package, c) || (!facts?.blocks && quick.test(callee.path))) return [];
      return [{ kind: 'call', name: textOf(fn, c.fun), isLong: isLongWait(fn, c) }];
    }
    default:
      return [{ kind: 'call', name: unparen(c.fun).kind === 'FuncLit' ? 'its function' : textOf(fn, c.fun) }];
  }
}

/** A statement of the function's own body. */
function isAlwaysReached(fn: FunctionUnit, c: CallExpr): boolean {
  return fn.syntax.body?.list.some((s) => s.kind === 'ExprStmt' && unparen(s.x) === c) ?? false;
}
