import { dereferenced, type NamedType, type Type } from '../facts/types.ts';
import type { FuncDecl } from '../syntax/ast.ts';
import { boundTo, substitute } from './generics.ts';
import type { JoinedPackage } from './package.ts';
import type { Member } from './view.ts';

/** Deeper embedding than this is not followed. */
const maxDepth = 6;

/** Fields and methods, promoted ones too, the shallowest first (Go spec, "Selectors"). */
export function member(pkg: JoinedPackage, type: Type, name: string): Member | undefined {
  let level: Type[] = [dereferenced(type)];
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: Type[] = [];
    for (const t of level) {
      const found = own(pkg, t, name);
      if (found) return found;
      const under = pkg.underlying(t);
      if (under.kind === 'struct') for (const f of under.fields) if (f.embedded) next.push(dereferenced(f.type));
      if (under.kind === 'interface') next.push(...under.embedded);
      if (under.kind === 'pointer') next.push(under.element);
    }
    level = next;
  }
  return undefined;
}

function own(pkg: JoinedPackage, t: Type, name: string): Member | undefined {
  const [owner, path] = t.kind === 'named' ? [t.name, t.path] : ['', ''];
  if (t.kind === 'named') {
    if (t.path === pkg.path) {
      const method = pkg.methodNamed(t.name, name);
      if (method)
        return {
          kind: 'method',
          name,
          type: substitute(pkg.typeOf(method.syntax.type), boundTo(receiverParams(method.syntax), t.args)),
          owner,
          path,
          function: method.syntax.body && pkg.functionsIn(method.decl)[0],
        };
    } else {
      const method = t.path === '' ? builtinMethod(t.name, name) : foreignMethod(pkg, t, name);
      if (method) return { kind: 'method', name, type: method, owner, path, function: undefined };
    }
  }
  const under = pkg.underlying(t);
  if (under.kind === 'struct') {
    const field = under.fields.find((f) => f.name === name);
    return field && { kind: 'field', name, type: field.type, owner, path };
  }
  const method = under.kind === 'interface' ? under.methods.find((m) => m.name === name) : undefined;
  return method && { kind: 'method', name, type: method.type, owner, path, function: undefined };
}

/** `K` and `V` of `func (m *Map[K, V]) …`: a method's own names for its type's parameters. */
function receiverParams(method: FuncDecl): string[] {
  let type = method.receiver?.type;
  while (type?.kind === 'StarExpr' || type?.kind === 'ParenExpr') type = type.x;
  return type?.kind === 'IndexExpr' ? type.indices.map((i) => (i.kind === 'Ident' ? i.name : '')) : [];
}

function foreignMethod(pkg: JoinedPackage, t: NamedType, name: string): Type | undefined {
  const method = pkg.knowledge.method(t.path, t.name, name);
  return method && substitute(method, boundTo(pkg.knowledge.typeParams(t.path, t.name), t.args));
}

function builtinMethod(type: string, name: string): Type | undefined {
  if (type !== 'error' || name !== 'Error') return undefined;
  return { kind: 'func', params: [], results: [{ kind: 'basic', name: 'string' }], variadic: false };
}
