import { walkOwn } from '../engine/calls.ts';
import type { LocalVar, Obj } from '../engine/facts/objects.ts';
import { dereferenced } from '../engine/facts/types.ts';
import type { Block } from '../engine/flow/cfg.ts';
import { findPath, type Path } from '../engine/flow/paths.ts';
import { type ReplyField, replyFieldsOf } from '../engine/flow/replies.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Ident, Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'reply-missing-on-path',
    title: 'A request is left without its reply',
    group: 'channels',
    level: 'warning',
    summary: 'A message carries a channel for the answer, and a path of the function that handles it gives none.',
    why: 'Whoever has sent the request waits for the answer with nothing else to wake it. A branch that leaves it out leaves one goroutine for every such request.',
    fix: 'Answer on every path, with an error where there is nothing else to say.',
    silentAbout: [
      'requests that are stored or handed on: somebody else answers',
      'requesters that select on a way out',
      'requests some of which carry no channel: only their kinds tell which want an answer',
      'channels that the package does not wait on by itself',
    ],
    links: ['https://go.dev/doc/effective_go#chan_of_chan'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const request of requestsIn(fn)) {
      const field = fieldOf(fn, request);
      if (!field || !answersSomewhere(fn, request.variable, field)) continue;
      const path = withoutReply(fn, request, field);
      if (!path) continue;
      const text = `${request.variable.name}.${field.name}`;
      report({
        function: fn,
        place: fn.place(request.node),
        message: `The request \`${request.variable.name}\` is not answered on every path: whoever waits for \`${field.name}\` waits for ever. Send on \`${text}\` there too.`,
        witness: [
          { ...fn.place(request.node), message: `the request \`${request.variable.name}\` is received` },
          ...tellPath(fn, path, `it is done with; nothing was sent on \`${text}\``),
          {
            ...field.wait,
            message: 'the requester waits for the answer: blocked for ever',
            goroutine: 'the requester',
          },
        ],
      });
    }
  },
};

interface Request {
  readonly variable: LocalVar;
  /** The second value of the receive: false, there was no request. */
  readonly ok: Obj | undefined;
  readonly node: Ident;
  readonly block: Block;
  readonly index: number;
}

/** `req := <-ch`, in a case of a select too, and the variable of `for req := range ch`. */
function requestsIn(fn: FunctionUnit): Request[] {
  const found: Request[] = [];
  for (const block of fn.cfg.blocks) {
    block.items.forEach(({ node }, index) => {
      const value = node.kind === 'AssignStmt' && node.rhs.length === 1 ? node.rhs[0] : undefined;
      const x = value && unparen(value);
      const target = node.kind === 'AssignStmt' && x?.kind === 'UnaryExpr' && x.op === '<-' ? node.lhs[0] : undefined;
      const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
      const second = node.kind === 'AssignStmt' ? node.lhs[1] : undefined;
      const ok = second?.kind === 'Ident' ? fn.package.objectOf(second) : undefined;
      if (target?.kind === 'Ident' && v?.kind === 'local') found.push({ variable: v, ok, node: target, block, index });
    });
    for (const { why, to } of block.successors) {
      const key = why.kind === 'range' && why.more && why.node.kind === 'RangeStmt' ? why.node.key : undefined;
      const isChannel =
        why.kind === 'range' &&
        why.node.kind === 'RangeStmt' &&
        fn.package.underlying(fn.package.typeOf(why.node.x)).kind === 'chan';
      const v = key?.kind === 'Ident' ? fn.package.objectOf(key) : undefined;
      if (isChannel && key?.kind === 'Ident' && v?.kind === 'local')
        found.push({ variable: v, ok: undefined, node: key, block: to, index: -1 });
    }
  }
  return found;
}

function fieldOf(fn: FunctionUnit, request: Request): ReplyField | undefined {
  const t = dereferenced(fn.package.typeOfObject(request.variable));
  if (t.kind !== 'named' || t.path !== fn.package.path) return undefined;
  const all = replyFieldsOf(fn.package).filter((f) => f.type === t.name);
  return all.length === 1 ? all[0] : undefined;
}

/** The function itself sends the answer, or closes the channel, on some path. */
function answersSomewhere(fn: FunctionUnit, v: LocalVar, field: ReplyField): boolean {
  let found = false;
  walkOwn(fn, (n) => {
    if (n.kind === 'SendStmt' && isReply(fn, n.chan, v, field)) found = true;
  });
  return found;
}

function isReply(fn: FunctionUnit, e: Node, v: LocalVar, field: ReplyField): boolean {
  return (
    e.kind === 'SelectorExpr' && e.sel.name === field.name && e.x.kind === 'Ident' && fn.package.objectOf(e.x) === v
  );
}

/** To the end of the round or of the function without an answer, and without the request leaving these hands. */
function withoutReply(fn: FunctionUnit, request: Request, field: ReplyField): Path | undefined {
  const loop = request.block.loops.at(-1);
  const isTouched = (node: Node): boolean => {
    let touched = false;
    walk(node, (n, parent) => {
      if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
      if (n.kind !== 'Ident' || n === request.node || fn.package.objectOf(n) !== request.variable) return !touched;
      // Reading another field of it is no answer; all else may be.
      const isOther = parent?.kind === 'SelectorExpr' && parent.x === n && isPlain(parent.sel.name, fn, request);
      if (!isOther || (parent?.kind === 'SelectorExpr' && parent.sel.name === field.name)) touched = true;
      return !touched;
    });
    return touched;
  };
  return findPath(fn, request.block, request.index, {
    item: (i) => (isTouched(i.node) ? 'stop' : 'on'),
    edge: (e) => {
      const { why } = e;
      const asked = why.kind === 'cond' && why.cond.kind === 'Ident' ? fn.package.objectOf(why.cond) : undefined;
      if (why.kind === 'cond' && !why.value && request.ok !== undefined && asked === request.ok) return 'stop';
      // The condition may be over the channel itself (`if req.reply != nil`).
      if (why.kind === 'cond' && isTouched(why.cond)) return 'stop';
      if (why.kind === 'select' && why.clause.comm && isTouched(why.clause.comm)) return 'stop';
      return e.back && loop !== undefined && e.to.loops.includes(loop) === request.block.loops.includes(loop)
        ? 'found'
        : 'on';
    },
    exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
  });
}

/** A field that holds no channel and no function. */
function isPlain(name: string, fn: FunctionUnit, request: Request): boolean {
  const m = fn.package.member(fn.package.typeOfObject(request.variable), name);
  if (m?.kind !== 'field') return false;
  const kind = fn.package.underlying(m.type).kind;
  return kind !== 'chan' && kind !== 'func';
}
