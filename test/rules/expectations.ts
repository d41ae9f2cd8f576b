export interface Expectations {
  /** `want +2 "…"` speaks of two lines below. */
  readonly lineDelta: number;
  readonly patterns: readonly RegExp[];
}

interface Token {
  readonly kind: 'end' | 'plus' | 'int' | 'ident' | 'string' | 'other' | 'error';
  /** Of a string, its value; of an error, what is wrong. */
  readonly text: string;
}

/** Reads what follows `want`, or answers what is wrong with it. Facts (`name:"rx"`) are an error: rules here have none. */
export function parseExpectations(text: string): Expectations | string {
  const tokens = scan(text);
  const patterns: RegExp[] = [];
  let lineDelta = 0;
  for (let i = 0; ; i++) {
    const token = tokens[i] as Token;
    switch (token.kind) {
      case 'end':
        return { lineDelta, patterns };
      case 'plus': {
        const count = tokens[++i] as Token;
        if (count.kind !== 'int') return `got +${count.text}, want +Int`;
        lineDelta = Number(count.text);
        break;
      }
      case 'string': {
        const pattern = compile(token.text);
        if (typeof pattern === 'string') return pattern;
        patterns.push(pattern);
        break;
      }
      case 'error':
        return token.text;
      default:
        return token.kind === 'ident' ? `${token.text}: facts are not supported` : `unexpected ${token.text}`;
    }
  }
}

/** Tokens of Go's text/scanner in the mode that analysistest uses: identifiers, integers, both kinds of strings. */
function scan(text: string): Token[] {
  const form =
    /[ \t\r\n]*(?:(?<plus>\+)|(?<ident>[\p{L}_][\p{L}\p{Nd}_]*)|(?<int>\d+)|(?<quoted>"(?:[^"\\\n]|\\[^\n])*")|`(?<raw>[^`]*)`|(?<other>[^\s]))/uy;
  const tokens: Token[] = [];
  for (let m = form.exec(text); m?.groups; m = form.exec(text)) {
    const { plus, ident, int, quoted, raw, other } = m.groups;
    if (plus !== undefined) tokens.push({ kind: 'plus', text: plus });
    else if (ident !== undefined) tokens.push({ kind: 'ident', text: ident });
    else if (int !== undefined) tokens.push({ kind: 'int', text: int });
    else if (quoted !== undefined) tokens.push(unquote(quoted));
    else if (raw !== undefined) tokens.push({ kind: 'string', text: raw.replaceAll('\r', '') });
    else if (other === '"' || other === '`') tokens.push({ kind: 'error', text: 'literal not terminated' });
    else tokens.push({ kind: 'other', text: other ?? '' });
  }
  return [...tokens, { kind: 'end', text: 'end of comment' }];
}

const simple: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
};

/** strconv.Unquote of a double-quoted string. */
function unquote(literal: string): Token {
  let bad = false;
  const text = literal
    .slice(1, -1)
    .replace(
      /\\(?:([0-7]{3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gu,
      (_, octal, x, u, U, letter) => {
        if (octal) return String.fromCodePoint(Number.parseInt(octal, 8));
        const hex = x ?? u ?? U;
        if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
        bad ||= simple[letter] === undefined;
        return simple[letter] ?? '';
      },
    );
  return bad ? { kind: 'error', text: 'invalid char escape' } : { kind: 'string', text };
}

/** Go's syntax but for a leading `(?i)`, which JavaScript writes as a flag, is read by JavaScript alike. */
function compile(pattern: string): RegExp | string {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  try {
    return flags ? new RegExp(pattern.slice(flags[0].length), flags[1]) : new RegExp(pattern);
  } catch (error) {
    return (error as Error).message;
  }
}
