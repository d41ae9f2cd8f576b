import type { Decl } from '../syntax/ast.ts';

const known = new WeakMap<Decl, Uint32Array>();
const outlines = new WeakMap<Decl, Uint32Array>();

/**
 * The words that stand in a declaration, as hashes in ascending order: names, and also what comments and strings hold.
 * Two words may share a hash, so that the answer to "is it mentioned?" is yes too often, never no.
 */
export function wordsOf(decl: Decl): Uint32Array {
  const words = known.get(decl) ?? hashes(decl.text);
  known.set(decl, words);
  return words;
}

/** The words of what others see of a declaration: all of it, but for the bodies of functions. */
export function outlineWordsOf(decl: Decl): Uint32Array {
  const words = outlines.get(decl) ?? hashes(outlineOf(decl));
  outlines.set(decl, words);
  return words;
}

/** A function's ends before its body, and tells whether there is one. Comments and blanks are left out. */
export function outlineOf({ syntax, text }: Decl): string {
  if (syntax.kind !== 'FuncDecl') return bare(text);
  return syntax.body ? `${bare(text.slice(0, syntax.body.start))} {` : bare(text.slice(0, syntax.end));
}

/** What means the same has the same: literals as they are, no comments, one blank or line break for many. */
const bare = (text: string): string =>
  text
    .replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\s+/g, (part) => {
      if (!/^[\s/]/.test(part)) return part;
      return part.startsWith('//') ? '' : part.includes('\n') ? '\n' : ' ';
    })
    .replace(/\n[\n ]+| +\n/g, '\n')
    .trim();

export const mentions = (decl: Decl, word: string): boolean => includes(wordsOf(decl), hashOf(word));

/** Is the hash among those in ascending order? */
export function includes(words: Uint32Array, hash: number): boolean {
  let [low, high] = [0, words.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = words[middle] as number;
    if (at === hash) return true;
    if (at < hash) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

const offset = 0x811c9dc5;
const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** FNV-1a over UTF-16 units. */
export function hashOf(word: string): number {
  let hash = offset;
  for (let i = 0; i < word.length; i++) hash = step(hash, word.charCodeAt(i));
  return hash >>> 0;
}

function hashes(text: string): Uint32Array {
  const found = new Set<number>();
  let hash = offset;
  let inWord = false;
  for (let i = 0; i <= text.length; i++) {
    const c = i < text.length ? text.charCodeAt(i) : 0;
    if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c > 127 || (c >= 48 && c <= 57)) {
      hash = step(hash, c);
      inWord = true;
    } else if (inWord) {
      found.add(hash >>> 0);
      hash = offset;
      inWord = false;
    }
  }
  return Uint32Array.from(found).sort();
}
