import { withoutTypeArguments } from '../../../profile/goNames.ts';

/** A function declaration in a Go text; lines count from 0. */
export interface DeclaredFunction {
  /** As the runtime names it within its package: `F`, `T.M`, `(*T).M`; type arguments left out. */
  readonly name: string;
  readonly line: number;
  /** Column of the name, UTF-16. */
  readonly column: number;
  /** Last line of the function: the line of the `}` that stands at its margin. */
  readonly endLine: number;
}

const declaration =
  /^func\s+(?:\(\s*(?:[\p{L}_][\p{L}\p{N}_]*\s+)?(\*?)\s*([\p{L}_][\p{L}\p{N}_]*)[^)]*\)\s*)?([\p{L}_][\p{L}\p{N}_]*)/u;

/** The functions that gofmt'ed text declares: each begins and ends at the margin. */
export function declaredFunctions(text: string): DeclaredFunction[] {
  const lines = text.split('\n');
  const found: DeclaredFunction[] = [];
  for (let line = 0; line < lines.length; line++) {
    const m = declaration.exec(lines[line] ?? '');
    if (!m?.[3]) continue;
    const name = m[2] === undefined ? m[3] : m[1] ? `(*${m[2]}).${m[3]}` : `${m[2]}.${m[3]}`;
    found.push({ name, line, column: m[0].length - m[3].length, endLine: endOf(lines, line) });
  }
  return found;
}

function endOf(lines: readonly string[], start: number): number {
  if (/\}\s*(\/\/.*)?$/.test(lines[start] ?? '') && !/\{\s*$/.test(lines[start] ?? '')) return start;
  for (let line = start + 1; line < lines.length; line++) {
    const text = lines[line] ?? '';
    if (text.startsWith('}')) return line;
    if (text.startsWith('func ')) return line - 1;
  }
  return lines.length - 1;
}

/**
 * A function's name within its package, and without what the compiler appends for closures and wrappers:
 * `(*T).M` for `example.com/p.(*T).M.func1.2`, `F` for `example.com/p.F[go.shape.int]`, `F` for `p.F.gowrap1`.
 */
export function nameInPackage(runtimeName: string): string {
  const plain = withoutTypeArguments(runtimeName).replaceAll('[...]', '');
  const local = plain.slice(plain.indexOf('.', plain.lastIndexOf('/') + 1) + 1);
  const receiver = /^\(\*[^)]*\)\./.exec(local)?.[0] ?? '';
  const parts = local.slice(receiver.length).split('.');
  const own = parts.findIndex((p, i) => i > 0 && /^(func\d+|gowrap\d+|deferwrap\d+|\d+|init)(-range\d+)?$/.test(p));
  return receiver + (own < 0 ? parts : parts.slice(0, own)).join('.').replace(/-(fm|range\d+)$/, '');
}

/** Whether a function is a closure or a wrapper that the compiler made within another one. */
export const isClosure = (runtimeName: string): boolean => /\.(func|gowrap|deferwrap)\d+(\.|-|$)/.test(runtimeName);
