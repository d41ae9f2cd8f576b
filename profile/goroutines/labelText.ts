export type Label = readonly [key: string, value: string];

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A text in Go's double quotes, or a bare word up to a separator. */
const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([^,:}]*))\s*/y;

/**
 * Reads what stands between the braces of goroutine labels: `"key": "value", …` of Go 1.26 and of debug=1, and with
 * bare words (`key: value`) of Go 1.27. Stops at what it does not understand.
 */
export function parseLabels(text: string): Label[] {
  const labels: Label[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const key = nextToken(text);
    if (text[token.lastIndex] !== ':') break;
    token.lastIndex++;
    labels.push([key, nextToken(text)]);
    if (text[token.lastIndex] !== ',') break;
    token.lastIndex++;
  }
  return labels;
}

function nextToken(text: string): string {
  const at = token.lastIndex;
  const [, quoted, bare = ''] = token.exec(text) ?? [];
  // An unclosed quote matches nothing and would reset the place.
  if (token.lastIndex < at) token.lastIndex = text.length;
  return quoted === undefined ? bare.trim() : unquote(quoted);
}

/** Resolves the escapes of a Go string literal. */
function unquote(quoted: string): string {
  const pattern = /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([0-7]{3})|(.))/gi;
  return quoted.replace(pattern, (_, byte, short, long, octal, simple) => {
    if (simple !== undefined) return escapes[simple] ?? simple;
    const code = octal === undefined ? Number.parseInt(byte ?? short ?? long, 16) : Number.parseInt(octal, 8);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
