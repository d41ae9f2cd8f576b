import { pick } from './random.ts';

export interface Edit {
  readonly name: string;
  readonly text: string;
}

const snippets = [
  'x',
  ' ',
  '\n',
  '\r\n',
  '\t',
  '{',
  '}',
  '(',
  ')',
  '"',
  '`',
  '/*',
  '*/',
  '//',
  '// 🧵 note\n',
  '\ufeff',
  '<-',
  ':=',
  'go ',
  'defer ',
  'func ',
  'return\n',
  'type T struct {\n',
  '\nfunc added(ch chan int) {\n\tch <- 1\n}\n',
  '\nfunc (s *server) Close() {\n\tclose(s.done)\n}\n',
  '\ntype added struct {\n\tdone chan struct{}\n}\n',
  '\nvar added = make(chan int)\n',
  '\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n',
  '\tmu.Lock()\n',
  '\tmu.Unlock()\n',
  '\tcancel()\n',
  'import "sync"\n',
  'package other\n',
];

/**
 * One edit of a random file, as people make them and as they do not: letters, line breaks, braces without a partner,
 * words deleted, lines doubled, declarations pasted into other places and files, names changed.
 */
export function randomEdit(random: () => number, files: ReadonlyMap<string, string>): Edit {
  const name = pick(
    random,
    [...files.keys()].filter((f) => f.endsWith('.go')),
  );
  const text = files.get(name) ?? '';
  return { name, text: edited(random, text, [...files.values()]) };
}

function edited(random: () => number, text: string, texts: readonly string[]): string {
  const at = Math.floor(random() * (text.length + 1));
  const insert = (what: string, where = at): string => text.slice(0, where) + what + text.slice(where);
  const line = lineAt(text, at);
  const statement = random() < 0.5 ? aStatement(random, text) : undefined;
  if (statement) return editedStatement(random, text, statement);
  switch (Math.floor(random() * 9)) {
    case 0:
    case 1:
      return insert(pick(random, snippets));
    case 2:
      return text.slice(0, at) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text.slice(Math.min(text.length, at + Math.floor(random() * 40)));
    case 4:
      return insert(text.slice(line.start, line.end), line.start);
    case 5:
      return text.slice(0, line.start) + text.slice(line.end);
    case 6:
      return insert(declaration(random, pick(random, texts)), line.start);
    case 7: {
      // A name becomes another one, everywhere in the file.
      const names = text.match(/\b[a-z]\w{2,}\b/g) ?? ['x'];
      return text.replaceAll(new RegExp(`\\b${pick(random, names)}\\b`, 'g'), pick(random, names));
    }
    default: {
      const other = declaration(random, text);
      return other === '' ? insert('\n', line.start) : text.replace(other, '');
    }
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line that is a statement of its own: what is left compiles more often than not. */
function aStatement(random: () => number, text: string): Span | undefined {
  const lines = [...text.matchAll(/^\t+(?!(?:return|case|default|\}|\/\/))[^\n{}]+\n/gm)];
  const line = lines.length > 0 ? pick(random, lines) : undefined;
  return line && { start: line.index, end: line.index + line[0].length };
}

function editedStatement(random: () => number, text: string, { start, end }: Span): string {
  const line = text.slice(start, end);
  const [before, after] = [text.slice(0, start), text.slice(end)];
  switch (Math.floor(random() * 6)) {
    case 0:
    case 1:
      return before + after;
    case 2:
      return before + line + line + after;
    case 3:
      return before + line.replace(/\S/, '//$&') + after;
    case 4: {
      const other = aStatement(random, text);
      return before + (other ? text.slice(other.start, other.end) : '') + line + after;
    }
    default:
      return (
        before +
        line.replace(/\S/, (first) => `${pick(random, ['go ', 'defer ', '_ = ', '<-', 'return\n'])}${first}`) +
        after
      );
  }
}

function lineAt(text: string, at: number): Span {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { start, end: end < 0 ? text.length : end + 1 };
}

/** A declaration of a text, as it stands between two blank lines. */
const declaration = (random: () => number, text: string): string =>
  pick(
    random,
    text.split(/(?<=\n)\n(?=\w)/).filter((d) => /^(func|type|var|const)\b/.test(d)),
  ) ?? '';
