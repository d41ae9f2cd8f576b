import type { LocalVar } from '../../facts/objects.ts';
import { declFacts } from '../../facts/scopes.ts';
import { packageVariables } from '../../package/changes.ts';
import type { FunctionUnit } from '../../package/view.ts';
import type { FuncDecl, FuncLit, Ident } from '../../syntax/ast.ts';
import { walk } from '../../syntax/walk.ts';
import { type Code, unknownOperand } from '../code.ts';
import type { Program } from '../program.ts';
import { askedPaths } from './askedPaths.ts';
import { Builder } from './builder.ts';
import { value } from './expressions.ts';
import { block } from './statements.ts';
import { declare, zero } from './variables.ts';

/** Code of a declared function or a literal; undefined when it is too large to be worth it. */
export function lowerFunction(program: Program, fn: FunctionUnit, isRoot = false): Code | undefined {
  const b = new Builder(program, fn, fn.syntax);
  const { syntax } = fn;
  if (!syntax.body || syntax.end - syntax.start > 40_000) return undefined;
  for (const v of captured(fn)) b.variables.set(v, { slot: b.slot(), boxed: isBoxed(fn, v) });
  const fields = syntax.kind === 'FuncDecl' && syntax.receiver ? [syntax.receiver] : [];
  const names: (Ident | undefined)[] = [];
  const slots: number[] = [];
  for (const f of [...fields, ...syntax.type.params])
    for (const name of f.names.length > 0 ? f.names : [undefined]) {
      names.push(name);
      slots.push(b.parameter(program.package.typeOf(f.type)));
    }
  b.parameters = b.slots;
  names.forEach((name, i) => {
    const v = name && program.package.objectOf(name);
    if (v?.kind === 'local') declare(b, v, { kind: 'slot', slot: slots[i] as number });
  });
  for (const r of syntax.type.results) {
    const type = program.package.typeOf(r.type);
    for (const name of r.names.length > 0 ? r.names : [undefined]) {
      const v = name && program.package.objectOf(name);
      if (v?.kind === 'local') {
        b.results.push(declare(b, v, zero(b, type)));
      } else b.results.push(b.temp());
    }
  }
  b.asked = askedPaths(b);
  block(b, syntax.body.list);
  b.at = { start: syntax.end - 1, end: syntax.end };
  return b.instructions.length > 4000 ? undefined : b.finish(isRoot);
}

/** Gives the package variables the values of their declarations, then calls the function. */
export function lowerProgram(program: Program, fn: FunctionUnit): Code {
  const b = new Builder(program, fn, fn.syntax);
  fn.package.asking.noteOutline(packageVariables);
  program.initialisation ??= lowerVariables(program, fn);
  b.emit({ op: 'call', callee: { kind: 'thunk', code: program.initialisation }, args: [], results: [] });
  b.emit({ op: 'call', callee: { kind: 'code', function: fn }, args: [], results: [] });
  b.at = { start: fn.syntax.end - 1, end: fn.syntax.end };
  return b.finish();
}

/** The initialisation of package variables (Go spec, "Package initialization"), in the order of the source. */
function lowerVariables(program: Program, fn: FunctionUnit): Code {
  const b = new Builder(program, fn, fn.syntax);
  for (const file of program.package.files)
    for (const decl of file.decls) {
      if (decl.syntax.kind !== 'GenDecl' || decl.broken) continue;
      for (const spec of decl.syntax.specs) {
        if (spec.kind !== 'ValueSpec' || spec.isConst) continue;
        for (const name of spec.names) program.package.objectOf(name);
        const from = spec.values.length === spec.names.length ? spec.values.map((v) => value(b, v)) : [];
        spec.names.forEach((name, i) => {
          const object = program.package.objectOf(name);
          if (object?.kind !== 'var') return;
          const initial =
            from[i] ??
            (spec.type && spec.values.length === 0 ? zero(b, program.package.typeOf(spec.type)) : unknownOperand);
          b.emit({ op: 'set', target: { kind: 'global', index: program.globalOf(object) }, value: initial });
        });
      }
    }
  return b.finish();
}

/** Variables of functions around that the literal, or one inside it, uses; in the order of the source. */
export function captured(fn: FunctionUnit): LocalVar[] {
  if (!fn.outer) return [];
  const found = new Set<LocalVar>();
  const inside = new Set<FuncDecl | FuncLit>();
  walk(fn.syntax, (n) => {
    if (n.kind === 'FuncLit') inside.add(n);
    if (n.kind !== 'Ident') return;
    const v = fn.package.objectOf(n);
    if (v?.kind === 'local' && !inside.has(v.owner)) found.add(v);
  });
  return [...found];
}

/** Is the variable used by a literal, and assigned after its definition? */
export function isBoxed(fn: FunctionUnit, v: LocalVar): boolean {
  const facts = declFacts(fn.decl);
  if ((facts.assignments.get(v) ?? []).length === 0) return false;
  return (facts.uses.get(v) ?? []).some((use) => {
    for (let n = facts.parents.get(use); n; n = facts.parents.get(n)) {
      if (n === v.owner) return false;
      if (n.kind === 'FuncLit') return true;
    }
    return false;
  });
}
