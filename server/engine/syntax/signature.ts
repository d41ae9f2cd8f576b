const opening = '([{';
const closing = ')]}';
const token =
  /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|[\p{L}_][\p{L}\p{N}_]*|[\s\S]/uy;

/**
 * Where the signature of a function declaration ends: before the brace that opens its body. Undefined when there is no
 * such brace, or brackets before it have no partner. `text` begins with `func`.
 */
export function signatureEnd(text: string): number | undefined {
  const open: string[] = [];
  let last = '';
  let end = 0;
  token.lastIndex = 0;
  for (let m = token.exec(text); m; m = token.exec(text)) {
    const [part] = m;
    if (/^(?:\s|\/[/*])/.test(part)) {
      // A signature goes on behind a line break only inside of brackets.
      if (open.length === 0 && part.includes('\n')) return undefined;
      continue;
    }
    if (part === '{' && open.length === 0 && last !== 'struct' && last !== 'interface') return end;
    if (opening.includes(part)) open.push(part);
    else if (closing.includes(part) && opening.indexOf(open.pop() ?? ' ') !== closing.indexOf(part)) return undefined;
    last = part;
    end = token.lastIndex;
  }
  return undefined;
}
