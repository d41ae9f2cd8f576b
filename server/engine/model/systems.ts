import { walkOwn } from '../calls.ts';
import { dereferenced, isNamed } from '../facts/types.ts';
import { endings } from '../flow/owners.ts';
import { startsSomething } from '../flow/starters.ts';
import { remembered } from '../package/asking.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';

/**
 * A type of the package that starts goroutines, as a little system: its owner makes a value, and ends it while somebody
 * else is in the middle of a call. After that nobody calls any more, so that what is parked then stays so.
 */
export interface System {
  readonly make: FunctionUnit;
  /** Starts the goroutines, where the maker does not. */
  readonly begin: FunctionUnit | undefined;
  /** The call that is under way; undefined for none. */
  readonly use: FunctionUnit | undefined;
  readonly end: FunctionUnit;
}

/** In the order in which they are called. */
export const membersOf = ({ make, begin, use, end }: System): readonly FunctionUnit[] =>
  [make, begin, use, end].filter((fn) => fn !== undefined);

/** Tells the systems of one ending method apart. */
export const nameOf = ({ make, begin, use }: System): string => [make, begin, use].map((f) => f?.name ?? '').join(' ');

interface Maker {
  readonly type: string;
  readonly name: string;
}

/** Functions that answer a new value of a type of the package. */
const makers: PackageFact<Maker> = {
  name: 'makers of types with goroutines',
  of: (fn) => {
    const { syntax, package: pkg } = fn;
    if (fn.outer || syntax.kind !== 'FuncDecl' || syntax.receiver || syntax.type.typeParams.length > 0) return [];
    const [result, error, ...others] = syntax.type.results;
    if (fn.file.isTest || others.length > 0 || (error && !isNamed(pkg.typeOf(error.type), '', 'error'))) return [];
    const type = result && dereferenced(pkg.typeOf(result.type));
    if (type?.kind !== 'named' || type.path !== pkg.path || pkg.underlying(type).kind !== 'struct') return [];
    let isMade = false;
    walkOwn(fn, (n) => {
      const isNew = n.kind === 'CallExpr' && n.fun.kind === 'Ident' && n.fun.name === 'new' && n.args.length === 1;
      if (!isNew && n.kind !== 'CompositeLit') return;
      const made = dereferenced(pkg.typeOf(n));
      if (made.kind === 'named' && made.path === pkg.path && made.name === type.name) isMade = true;
    });
    return isMade ? [{ type: type.name, name: syntax.name.name }] : [];
  },
};

const functionNamed = (pkg: PackageView, name: string): FunctionUnit | undefined => {
  pkg.asking.noteOutline(name);
  const found = pkg.named(name);
  return found?.kind === 'func' ? pkg.functionOf(found.syntax) : undefined;
};

const isBeginning = /^(Start|Open|Begin|Init)/i;
/** What lasts as long as the value does, or is called by its owner. */
const isLifecycle = /^(Start|Open|Begin|Init|Run|Serve|Listen|Loop|Wait)/i;

/** Made in more ways than these, and how it is made says little. */
const maxMakers = 2;
/** Of so many calls that could be under way the first ones are looked at. */
const maxUses = 6;

/** The systems that a method ends. */
export const systemsOf = remembered((end: FunctionUnit): readonly System[] => {
  const { syntax, package: pkg } = end;
  if (end.outer || end.file.isTest || syntax.kind !== 'FuncDecl' || !syntax.receiver) return [];
  if (!isEnding(end)) return [];
  const type = dereferenced(pkg.typeOf(syntax.receiver.type));
  if (type.kind !== 'named') return [];
  const makersOf = pkg.collect(makers).filter((m) => m.type === type.name);
  if (makersOf.length > maxMakers) return [];
  const methods = pkg.methodsOf(type.name);
  const begins = methods.filter((m) => isBeginning.test(shortName(m)) && startsSomething(m));
  return makersOf.flatMap(({ name }) => {
    const make = functionNamed(pkg, name);
    if (!make) return [];
    const begin = startsSomething(make) ? undefined : begins[0];
    // Whether it has begun must not be a question.
    if (begins.length > (begin ? 1 : 0) || (!begin && !startsSomething(make))) return [];
    const uses = methods.filter((m) => m !== end && m !== begin && isUse(m)).slice(0, maxUses);
    return [undefined, ...uses].map((use) => ({ make, begin, use, end }));
  });
}, []);

const shortName = ({ syntax }: FunctionUnit): string => (syntax.kind === 'FuncDecl' ? syntax.name.name : '');
const isEnding = (fn: FunctionUnit): boolean => endings.some((e) => e.toLowerCase() === shortName(fn).toLowerCase());

/** A method for others, who do not know when the end comes, and that sends or receives. The package itself may stop it last. */
function isUse(fn: FunctionUnit): boolean {
  const name = shortName(fn);
  return /^\p{Lu}/u.test(name) && !isLifecycle.test(name) && !isEnding(fn) && communicates(fn);
}

/** By itself, or in another method of the same value. */
const communicates = remembered((fn: FunctionUnit): boolean => {
  let found = false;
  walkOwn(fn, (n) => {
    if (n.kind === 'SendStmt' || (n.kind === 'UnaryExpr' && n.op === '<-') || n.kind === 'RangeStmt') found = true;
    const callee = n.kind === 'CallExpr' ? fn.package.calleeOf(n) : undefined;
    if (callee?.kind === 'function' && callee.receiver && callee.function !== fn)
      found ||= communicates(callee.function);
    return !found;
  });
  return found;
}, false);
