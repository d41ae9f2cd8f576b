import { readdirSync, readFileSync } from 'node:fs';

/** Texts by name. */
export type GoPackage = ReadonlyMap<string, string>;

const plain = `
type orderSIZE struct {
	id     string
	lines  []lineSIZE
	total  int
	notes  map[string]string
	closed bool
}

type lineSIZE struct {
	sku   string
	count int
	price int
}

func newOrderSIZE(id string) *orderSIZE {
	return &orderSIZE{id: id, notes: map[string]string{}}
}

func (o *orderSIZE) add(sku string, count, price int) error {
	if count <= 0 {
		return fmt.Errorf("order %s: count of %s is %d", o.id, sku, count)
	}
	for i := range o.lines {
		if o.lines[i].sku == sku {
			o.lines[i].count += count
			o.total += count * price
			return nil
		}
	}
	o.lines = append(o.lines, lineSIZE{sku: sku, count: count, price: price})
	o.total += count * price
	return nil
}

func (o *orderSIZE) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "order %s\\n", o.id)
	for _, l := range o.lines {
		switch {
		case l.count == 1:
			fmt.Fprintf(&b, "  %s\\n", l.sku)
		case l.count > 100:
			fmt.Fprintf(&b, "  %s, a lot\\n", l.sku)
		default:
			fmt.Fprintf(&b, "  %d of %s at %d\\n", l.count, l.sku, l.price)
		}
	}
	if o.closed {
		b.WriteString("closed\\n")
	}
	return b.String()
}

func (o *orderSIZE) merge(other *orderSIZE) (int, error) {
	merged := 0
	for _, l := range other.lines {
		if err := o.add(l.sku, l.count, l.price); err != nil {
			return merged, fmt.Errorf("merge %s into %s: %w", other.id, o.id, err)
		}
		merged++
	}
	for k, v := range other.notes {
		if _, known := o.notes[k]; !known {
			o.notes[k] = strings.TrimSpace(v)
		}
	}
	return merged, nil
}
`;

/**
 * A package of 200 files, one of them with 10,000 lines, the others with some 300: one part in four starts goroutines,
 * locks and communicates (the texts of the fixtures and the demo), the rest is ordinary code.
 */
export function generated(root: URL): GoPackage {
  const parts = sources(root);
  const files = new Map<string, string>();
  let next = 0;
  const file = (lines: number): string => {
    const imports = new Set(['"fmt"', '"strings"']);
    let body = '';
    let length = 0;
    while (length < lines) {
      const suffix = `${next}`;
      const isPlain = next % 4 !== 0;
      const part = isPlain ? undefined : parts[(next >> 2) % parts.length];
      next++;
      const text = part ? part.renamed(suffix) : plain.replaceAll('SIZE', suffix);
      for (const i of part?.imports ?? []) imports.add(i);
      body += `${text}\n`;
      length += text.split('\n').length;
    }
    return `package orders\n\nimport (\n${[...imports].map((i) => `\t${i}`).join('\n')}\n)\n${body}`;
  };
  files.set('long.go', file(10_000));
  for (let i = 1; i < 200; i++) files.set(`file${i}.go`, file(300));
  return files;
}

interface Part {
  readonly imports: readonly string[];
  renamed(suffix: string): string;
}

/** Every fixture and demo file that is a package of its own, without its imports, its names made its own. */
function sources(root: URL): Part[] {
  const folders = readdirSync(new URL('test/rules/', root)).map((f) => `test/rules/${f}/`);
  const texts: string[] = [];
  for (const folder of [...folders, 'demo/leaky/', 'demo/repaired/'])
    for (const name of namesIn(new URL(folder, root))) texts.push(readFileSync(new URL(folder + name, root), 'utf8'));
  return texts.flatMap((text) => {
    const head = /^package \w+\n+(?:import \(\n([\s\S]*?)\n\)\n|import ("[^"]+")\n)?/m.exec(text);
    if (!head || /^import .* "|^package main/m.test(text)) return [];
    const imports = (head[1] ?? head[2] ?? '').split('\n').map((l) => l.trim());
    const body = text.slice(head.index + head[0].length).replace(/\/\/ want .*/g, '');
    const names = [...body.matchAll(/^(?:func|type|var|const) (\w+)/gm)].map((m) => m[1]);
    const pattern = new RegExp(`(?<![.\\w])(${names.join('|')})\\b`, 'g');
    return [{ imports: imports.filter((i) => i !== ''), renamed: (suffix) => body.replace(pattern, `$1${suffix}`) }];
  });
}

const namesIn = (folder: URL): string[] => {
  try {
    return readdirSync(folder).filter((n) => /^\w+\.go$/.test(n) && !n.endsWith('_test.go'));
  } catch {
    return [];
  }
};
