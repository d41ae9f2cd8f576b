import type { SourceFile } from '../syntax/ast.ts';

const systems = new Set(
  'aix android darwin dragonfly freebsd illumos ios js linux netbsd openbsd plan9 solaris wasip1 windows zos hurd nacl'.split(
    ' ',
  ),
);
const machines = new Set(
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm sparc64'.split(' '),
);
const unix = new Set('aix android darwin dragonfly freebsd illumos ios linux netbsd openbsd solaris hurd'.split(' '));

export interface Platform {
  readonly system: string;
  readonly machine: string;
}

export const defaultPlatform: Platform = { system: 'linux', machine: 'amd64' };

/** Does the file belong to a build for the platform? By its name and its `//go:build` line (go/build/constraint). */
export function isBuilt(file: SourceFile, platform: Platform): boolean {
  return (
    nameMatches(file.name, platform) && (file.buildConstraint === undefined || holds(file.buildConstraint, platform))
  );
}

function nameMatches(name: string, p: Platform): boolean {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replace(/(_test)?\.go$/, '');
  const parts = base.split('_');
  const [before, last] = [parts.length > 2 ? (parts.at(-2) ?? '') : '', parts.length > 1 ? (parts.at(-1) ?? '') : ''];
  if (machines.has(last)) return last === p.machine && (!systems.has(before) || before === p.system);
  return !systems.has(last) || last === p.system;
}

function holds(expression: string, p: Platform): boolean {
  const tokens = expression.match(/&&|\|\||[!()]|[^\s&|!()]+/g) ?? [];
  let at = 0;
  const atom = (): boolean => {
    const t = tokens[at++];
    if (t === '!') return !atom();
    if (t === '(') {
      const inner = or();
      at++;
      return inner;
    }
    return t !== undefined && tagHolds(t, p);
  };
  const and = (): boolean => {
    let all = atom();
    while (tokens[at] === '&&') {
      at++;
      all = atom() && all;
    }
    return all;
  };
  const or = (): boolean => {
    let any = and();
    while (tokens[at] === '||') {
      at++;
      any = and() || any;
    }
    return any;
  };
  return or();
}

function tagHolds(tag: string, p: Platform): boolean {
  if (tag === p.system || tag === p.machine || tag === 'gc' || tag === 'cgo') return true;
  return (tag === 'unix' && unix.has(p.system)) || /^go1\.\d+$/.test(tag);
}
