import { type StructField, type Type, type TypeParam, unknown } from '../facts/types.ts';

/** A declared type (`type struct{…}`), an alias (`=T`), or the type of a function, variable, constant or method. */
export interface Described {
  readonly kind: 'type' | 'alias' | 'value';
  readonly type: Type;
  /** Names of the type parameters of a generic type. */
  readonly typeParams: readonly string[];
}

/**
 * Reads what go/types.TypeString writes with full package paths, as scripts/knowledge prints it: `type[K, V] …` for a
 * generic type. `params` are the type parameters of the type whose method it is. Never throws.
 */
export function readDescription(text: string, params: readonly string[] = []): Described {
  const declared = /^type(?:\[([^\]]*)\])? /.exec(text);
  if (declared) {
    const typeParams = declared[1]?.split(', ') ?? [];
    return { kind: 'type', type: readType(text.slice(declared[0].length), typeParams), typeParams };
  }
  const kind = text.startsWith('=') ? 'alias' : 'value';
  return { kind, type: readType(kind === 'alias' ? text.slice(1) : text, params), typeParams: [] };
}

function readType(text: string, params: readonly string[]): Type {
  return new TypeReader(text, params).type();
}

const basicNames = new Set(
  'bool string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 float64 complex64 complex128'.split(
    ' ',
  ),
);

class TypeReader {
  readonly #text: string;
  #at = 0;
  readonly #typeParams: Set<string>;

  constructor(text: string, params: readonly string[]) {
    this.#text = text;
    this.#typeParams = new Set(params);
  }

  #eat(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #space(): void {
    while (this.#text[this.#at] === ' ') this.#at++;
  }

  type(): Type {
    this.#space();
    if (this.#eat('*')) return { kind: 'pointer', element: this.type() };
    if (this.#eat('<-chan ')) return { kind: 'chan', direction: 'receive', element: this.type() };
    if (this.#eat('chan<- ')) return { kind: 'chan', direction: 'send', element: this.type() };
    if (this.#eat('chan ')) return { kind: 'chan', direction: 'both', element: this.type() };
    if (this.#eat('...')) return { kind: 'slice', element: this.type() };
    if (this.#eat('[]')) return { kind: 'slice', element: this.type() };
    if (this.#eat('map[')) {
      const key = this.type();
      this.#eat(']');
      return { kind: 'map', key, value: this.type() };
    }
    if (this.#eat('[')) {
      this.#skipPast(']');
      return { kind: 'array', element: this.type() };
    }
    if (this.#eat('func')) return this.#signature();
    if (this.#eat('struct{')) return this.#struct();
    if (this.#eat('interface{')) {
      this.#balanced('{', '}');
      return { kind: 'interface', methods: [], embedded: [] };
    }
    if (this.#eat('(')) {
      const inner = this.type();
      this.#eat(')');
      return inner;
    }
    return this.#name();
  }

  #signature(): Type {
    const typeParams = this.#eat('[') ? this.#typeParameters() : undefined;
    const { types: params, variadic } = this.#parameters();
    this.#space();
    let results: readonly Type[] = [];
    if (this.#text[this.#at] === '(') results = this.#parameters().types;
    else if (this.#at < this.#text.length && !',;)}]{'.includes(this.#text[this.#at] as string))
      results = [this.type()];
    return { kind: 'func', params, results, variadic, ...(typeParams && { typeParams }) };
  }

  /** `S ~[]E, E any]`: the constraint of a list of names stands behind the last of them. */
  #typeParameters(): TypeParam[] {
    const start = this.#at;
    this.#balanced('[', ']');
    const end = this.#at;
    for (const m of this.#text.slice(start, end).matchAll(/(?:^|, )(\w+)(?= |,)/g)) this.#typeParams.add(m[1] ?? '');
    this.#at = start;
    const params: TypeParam[] = [];
    while (this.#at < end - 1) {
      const names = /^(?:\w+, )*\w+ /.exec(this.#text.slice(this.#at, end))?.[0] ?? '';
      this.#at += names.length;
      // Only a core type tells something about other parameters.
      const constraint = names !== '' && this.#eat('~') ? this.type() : unknown;
      for (const name of names.trim().split(', ')) params.push({ name, constraint });
      const next = /, (?=\w+[ ,])/.exec(this.#text.slice(this.#at, end));
      this.#at = next ? this.#at + next.index + next[0].length : end;
    }
    this.#at = end;
    return params;
  }

  /** `(ctx context.Context, f func())`, `(error)`, `(a, b int)`: names are dropped. */
  #parameters(): { types: Type[]; variadic: boolean } {
    const types: Type[] = [];
    let variadic = false;
    this.#eat('(');
    while (this.#at < this.#text.length && !this.#eat(')')) {
      this.#space();
      const name = /^[A-Za-z_]\w* (?!\|)/.exec(this.#text.slice(this.#at, this.#at + 80));
      if (name && name[0] !== 'chan ') this.#at += name[0].length;
      if (this.#text.startsWith('...', this.#at)) variadic = true;
      types.push(this.type());
      this.#eat(',');
    }
    return { types, variadic };
  }

  #struct(): Type {
    const fields: StructField[] = [];
    while (this.#at < this.#text.length && !this.#eat('}')) {
      this.#space();
      const named = /^([A-Za-z_]\w*) /.exec(this.#text.slice(this.#at, this.#at + 120));
      if (named) {
        this.#at += named[0].length;
        fields.push({ name: named[1] ?? '', type: this.type(), embedded: false });
      } else {
        const type = this.type();
        const core = type.kind === 'pointer' ? type.element : type;
        fields.push({ name: core.kind === 'named' ? core.name : '', type, embedded: true });
      }
      if (this.#eat(' "')) this.#skipPast('"');
      this.#eat(';');
    }
    return { kind: 'struct', fields };
  }

  #name(): Type {
    const word = /^[\w./~-]+/.exec(this.#text.slice(this.#at));
    if (!word) {
      this.#at = this.#text.length;
      return unknown;
    }
    this.#at += word[0].length;
    const args: Type[] = [];
    if (this.#eat('[')) {
      do args.push(this.type());
      while (this.#eat(',') || this.#eat(', '));
      this.#eat(']');
    }
    const full = word[0];
    if (this.#typeParams.has(full)) return { kind: 'typeParam', name: full, constraint: unknown };
    if (basicNames.has(full)) return { kind: 'basic', name: full };
    if (full === 'untyped') {
      this.#space();
      return { kind: 'basic', name: `untyped ${/^\w+/.exec(this.#text.slice(this.#at))?.[0] ?? ''}` };
    }
    const dot = full.lastIndexOf('.');
    return { kind: 'named', path: dot < 0 ? '' : full.slice(0, dot), name: full.slice(dot + 1), args };
  }

  #skipPast(token: string): void {
    const found = this.#text.indexOf(token, this.#at);
    this.#at = found < 0 ? this.#text.length : found + token.length;
  }

  #balanced(open: string, close: string): void {
    let depth = 1;
    while (this.#at < this.#text.length && depth > 0) {
      const c = this.#text[this.#at++];
      if (c === open) depth++;
      else if (c === close) depth--;
    }
  }
}
