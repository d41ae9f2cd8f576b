import { walkOwn } from '../calls.ts';
import type { Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { Place } from '../finding.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { CompositeLit, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';

/** A field of a message type of the package that carries the channel for the answer. */
export interface ReplyField {
  readonly type: string;
  readonly name: string;
  /** Where somebody in the package waits for the answer, and for nothing else. */
  readonly wait: Place;
}

/** Every literal of a message with a channel for the answer, and how its function waits for that answer. */
const requests: PackageFact<{ readonly field: string; readonly wait: ReplyField | undefined }> = {
  name: 'requests with a reply channel',
  of: (fn) => {
    const pkg = fn.package;
    const found: { field: string; wait: ReplyField | undefined }[] = [];
    walkOwn(fn, (n, parent) => {
      if (n.kind !== 'KeyValueExpr' || parent?.kind !== 'CompositeLit' || n.key.kind !== 'Ident') return;
      const t = dereferenced(pkg.typeOf(parent));
      const member = t.kind === 'named' && t.path === pkg.path ? pkg.member(t, n.key.name) : undefined;
      if (t.kind !== 'named' || member?.kind !== 'field' || pkg.underlying(member.type).kind !== 'chan') return;
      const wait = bareWait(fn, parent, n.key.name, unparen(n.value));
      const field = `${t.name}.${n.key.name}`;
      found.push({ field, wait: wait && { type: t.name, name: n.key.name, wait: fn.place(wait) } });
    });
    return found;
  },
};

/** Literals of the package's own types, with the fields that they set. */
const messages: PackageFact<{ readonly type: string; readonly sets: readonly string[] }> = {
  name: 'fields of messages',
  of: (fn) => {
    const found: { type: string; sets: readonly string[] }[] = [];
    walkOwn(fn, (n) => {
      const t = n.kind === 'CompositeLit' ? dereferenced(fn.package.typeOf(n)) : undefined;
      if (n.kind !== 'CompositeLit' || t?.kind !== 'named' || t.path !== fn.package.path) return;
      const sets = n.elements.flatMap((e) => (e.kind === 'KeyValueExpr' && e.key.kind === 'Ident' ? [e.key.name] : []));
      if (sets.length > 0) found.push({ type: t.name, sets });
    });
    return found;
  },
};

/** The fields at whose channel every requester of the package waits bare: nothing but an answer wakes it. */
export function replyFieldsOf(pkg: PackageView): readonly ReplyField[] {
  const waits = new Map<string, (ReplyField | undefined)[]>();
  for (const { field, wait } of pkg.collect(requests)) waits.set(field, [...(waits.get(field) ?? []), wait]);
  const fields = [...waits.values()].flatMap((all) => (all.every((f) => f !== undefined) && all[0] ? [all[0]] : []));
  if (fields.length === 0) return fields;
  // Where some are sent without a channel, only their kinds tell which want an answer.
  const all = pkg.collect(messages);
  return fields.filter((f) => all.every((m) => m.type !== f.type || m.sets.includes(f.name)));
}

/** `reply := make(chan T); ch <- req{reply: reply}; <-reply`, or `r := req{reply: make(chan T)}; ch <- r; <-r.reply`. */
function bareWait(fn: FunctionUnit, literal: CompositeLit, field: string, value: Expr): Node | undefined {
  const { parents } = declFacts(fn.decl);
  const channel = value.kind === 'Ident' ? fn.package.objectOf(value) : undefined;
  const holder = value.kind === 'CallExpr' ? holderOf(fn, literal) : undefined;
  let [wait, hasOther]: [Node | undefined, boolean] = [undefined, false];
  walkOwn(fn, (n) => {
    if (n.kind !== 'UnaryExpr' || n.op !== '<-') return;
    const x = unparen(n.x);
    const isIt =
      (channel?.kind === 'local' && x.kind === 'Ident' && fn.package.objectOf(x) === channel) ||
      (holder !== undefined &&
        x.kind === 'SelectorExpr' &&
        x.sel.name === field &&
        x.x.kind === 'Ident' &&
        fn.package.objectOf(x.x) === holder);
    if (!isIt) return;
    const above = parents.get(n);
    const stmt = above?.kind === 'CommClause' ? n : above;
    const isCase = above?.kind === 'CommClause' || (stmt && parents.get(stmt)?.kind === 'CommClause');
    const clause = isCase ? (above?.kind === 'CommClause' ? above : stmt && parents.get(stmt)) : undefined;
    if (clause?.kind === 'CommClause' && (clause.comm === stmt || clause.comm === above || clause.comm === (n as Node)))
      hasOther = true;
    else wait ??= n;
  });
  return hasOther ? undefined : wait;
}

function holderOf(fn: FunctionUnit, literal: Node): Obj | undefined {
  const { parents } = declFacts(fn.decl);
  let node: Node = literal;
  let above = parents.get(node);
  if (above?.kind === 'UnaryExpr') [node, above] = [above, parents.get(above)];
  const target = above?.kind === 'AssignStmt' ? above.lhs[above.rhs.indexOf(node as Expr)] : undefined;
  return target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
}
