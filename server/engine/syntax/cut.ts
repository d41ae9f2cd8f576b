import type { Comment } from './ast.ts';

/** A stretch of a file that holds (as gofmt writes it) one top-level declaration: from its keyword to its last token. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

export interface Cut {
  readonly pieces: readonly Piece[];
  readonly comments: readonly Comment[];
}

const LINE_FEED = 10;
const functionStart = /func\s+(?:\([^()]*\)\s*)?[\p{L}_][\p{L}\p{N}_]*\s*[[(]/uy;
const otherStart = /(?:package|import|type|var|const)\b/y;

/**
 * Cuts a Go file at its declarations: at a keyword in column 0 that lies in no string and no comment. Pieces are parsed
 * one by one, so that an edit costs what its declaration costs, broken code stays where it is, and an incremental
 * analysis equals a fresh one by construction. Whatever the nesting before it, a named `func` in column 0 begins a piece,
 * and so does another keyword there after a blank line, when the last thing before that was a closing brace or
 * parenthesis in column 0: that is how a bracket without its partner is contained.
 */
export function cut(text: string): Cut {
  const pieces: Piece[] = [];
  const comments: Comment[] = [];
  scan(text, text.charCodeAt(0) === 0xfeff ? 1 : 0, pieces, comments, () => false);
  return { pieces, comments };
}

/** Reads on from a place at which nothing is open, until `isKnown` says of the start of a piece that the rest is. */
export function scan(
  text: string,
  from: number,
  pieces: Piece[],
  comments: Comment[],
  isKnown: (start: number) => boolean,
): void {
  let start = -1;
  let end = 0;
  let depth = 0;
  /** Where the line begins whose `}` or `)` in column 0 is the last thing that was read; -1 for none. */
  let closed = -1;
  /** An empty line came after that. */
  let isParted = false;
  let at = from;
  let column0 = at;
  const finish = (): void => {
    if (start >= 0 && end > start) pieces.push({ start, end });
  };
  while (at < text.length) {
    const c = text.charCodeAt(at);
    if (c === LINE_FEED) {
      isParted ||= closed >= 0 && (at === column0 || (at === column0 + 1 && text.charCodeAt(column0) === 13));
      column0 = ++at;
      continue;
    }
    if (c === 32 || c === 9 || c === 13) {
      at++;
      continue;
    }
    if (c === 47 && (text.charCodeAt(at + 1) === 47 || text.charCodeAt(at + 1) === 42)) {
      const stop = commentEnd(text, at);
      comments.push({ start: at, end: stop, text: text.slice(at, stop) });
      at = stop;
      continue;
    }
    if (at === column0 && beginsDeclaration(text, at, depth <= 0 || isParted)) {
      finish();
      if (isKnown(at)) return;
      start = at;
      depth = 0;
    } else if (start < 0) start = at;
    if (closed !== column0) closed = at === column0 && (c === 125 || c === 41) ? at : -1;
    isParted = false;
    if (c === 34 || c === 39) at = quotedEnd(text, at, c);
    else if (c === 96) at = rawStringEnd(text, at);
    else {
      if (c === 123 || c === 40 || c === 91) depth++;
      else if (c === 125 || c === 41 || c === 93) depth--;
      at = isWord(c) ? wordEnd(text, at) : at + 1;
    }
    end = at;
  }
  finish();
}

function beginsDeclaration(text: string, at: number, isBetween: boolean): boolean {
  functionStart.lastIndex = at;
  if (functionStart.test(text)) return true;
  otherStart.lastIndex = at;
  return isBetween && otherStart.test(text);
}

function commentEnd(text: string, at: number): number {
  const line = text.charCodeAt(at + 1) === 47;
  const found = line ? text.indexOf('\n', at) : text.indexOf('*/', at + 2);
  if (found < 0) return text.length;
  if (!line) return found + 2;
  return text.charCodeAt(found - 1) === 13 ? found - 1 : found;
}

/** Interpreted strings and runes end at their line's end at the latest. */
function quotedEnd(text: string, at: number, quote: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 92) i++;
    else if (c === quote) return i + 1;
    else if (c === LINE_FEED) return i;
  }
  return text.length;
}

function rawStringEnd(text: string, at: number): number {
  const found = text.indexOf('`', at + 1);
  return found < 0 ? text.length : found + 1;
}

const isWord = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c > 127;

function wordEnd(text: string, at: number): number {
  let i = at + 1;
  while (i < text.length && isWord(text.charCodeAt(i))) i++;
  return i;
}
