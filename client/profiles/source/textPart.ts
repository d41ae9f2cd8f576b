import { declaredFunctions } from './goFunctions.ts';
import { findFunction } from './today.ts';

/** A function as a profile tells it; lines count from 1. */
export interface WantedText {
  readonly function: string;
  /** 0 if unknown. */
  readonly startLine: number;
  /** The lines that cost something. */
  readonly first: number;
  readonly last: number;
}

export interface TextPart {
  readonly lines: readonly string[];
  /** Number of the first of them, today; counts from 1. */
  readonly firstLine: number;
  /** How far the function has moved down since it was profiled. */
  readonly shift: number;
  /** The function begins where the profile says; elsewhere; is not there; or nobody can tell. */
  readonly agreement: 'same' | 'moved' | 'different' | 'unknown';
}

/** Lines shown around what costs, where a function's own text is not known. */
const around = 5;
/** More is no function that anybody reads (lines). */
const most = 5000;

/** The part of a file that a function is, as the file is today. */
export function textPart(text: string, wanted: WantedText): TextPart {
  const lines = text.split(/\r?\n/);
  const { first, last, startLine } = wanted;
  const own = findFunction(declaredFunctions(text), { ...wanted, line: startLine || first });
  if (!own) {
    const from = Math.max(1, Math.min(first, lines.length) - around);
    const part = lines.slice(from - 1, Math.min(last + around, from + most));
    return { lines: part, firstLine: from, shift: 0, agreement: isGo(text) ? 'different' : 'unknown' };
  }
  const shift = startLine > 0 ? own.line + 1 - startLine : 0;
  const part = lines.slice(own.line, Math.min(own.endLine + 1, own.line + most));
  const agreement = startLine === 0 ? 'unknown' : shift === 0 ? 'same' : 'moved';
  return { lines: part, firstLine: own.line + 1, shift, agreement };
}

const isGo = (text: string): boolean => /^package\s+\w+/m.test(text);
