import type { Type } from '../../../server/engine/facts/types.ts';

/** A type as go/types' TypeString writes it, with full import paths; `unknown` for what is not known. */
export function spelled(t: Type): string {
  switch (t.kind) {
    case 'basic':
      return t.name;
    case 'named': {
      const args = t.args.length > 0 ? `[${t.args.map(spelled).join(', ')}]` : '';
      return `${t.path === '' ? '' : `${t.path}.`}${t.name}${args}`;
    }
    case 'pointer':
      return `*${spelled(t.element)}`;
    case 'slice':
      return `[]${spelled(t.element)}`;
    case 'array':
      return `[…]${spelled(t.element)}`;
    case 'map':
      return `map[${spelled(t.key)}]${spelled(t.value)}`;
    case 'chan': {
      const element = spelled(t.element);
      const inner = t.element.kind === 'chan' && t.element.direction === 'receive' && t.direction !== 'receive';
      return `${t.direction === 'receive' ? '<-chan' : t.direction === 'send' ? 'chan<-' : 'chan'} ${inner ? `(${element})` : element}`;
    }
    case 'func':
      return `func${signature(t)}`;
    case 'struct':
      return `struct{${t.fields.map((f) => (f.embedded ? spelled(f.type) : `${f.name} ${spelled(f.type)}`)).join('; ')}}`;
    case 'interface':
      return `interface{${[...t.methods.map((m) => `${m.name}${spelled(m.type).replace(/^func/, '')}`).sort(), ...t.embedded.map(spelled)].join('; ')}}`;
    case 'tuple':
      return `(${t.elements.map(spelled).join(', ')})`;
    case 'typeParam':
      return t.name;
    case 'unknown':
      return 'unknown';
  }
}

function signature(t: Extract<Type, { kind: 'func' }>): string {
  const params = t.params.map((p, i) =>
    t.variadic && i === t.params.length - 1 ? `...${p.kind === 'slice' ? spelled(p.element) : spelled(p)}` : spelled(p),
  );
  const [only, second] = t.results;
  const results =
    only === undefined ? '' : second === undefined ? ` ${spelled(only)}` : ` (${t.results.map(spelled).join(', ')})`;
  return `(${params.join(', ')})${results}`;
}
