import type { Finding, Place } from '../engine/finding.ts';
import type { SourceFile } from '../engine/syntax/ast.ts';
import type { Checked } from '../engine/workspace/checker.ts';
import { type Move, moveBetween } from './moved.ts';
import type { FileResult } from './results.ts';

/**
 * While a declaration cannot be read, nothing is found in it: somebody is in the middle of a line. What was found there
 * before stays until it can be read again, moved with the text, as long as the edit did not touch the place itself; so do
 * findings elsewhere whose run leads through such a declaration. They lose their fixes: those are for the text as it was.
 */
export function withHeld(checked: Checked, before: (file: string) => FileResult | undefined): Checked {
  const broken = new Map(checked.files.map((f) => [f.name, brokenSpans(f)] as const).filter(([, s]) => s.length > 0));
  if (broken.size === 0) return checked;
  const moves = new Map<string, Move>();
  for (const { name, text } of checked.files) {
    const old = before(name);
    if (old) moves.set(name, moveBetween(old.text, text));
  }
  const isBroken = (place: Place): boolean => {
    const spans = broken.get(place.file);
    const start = spans && moves.get(place.file)?.(place.start, place.end);
    if (start === undefined) return false;
    const end = start + place.end - place.start;
    return spans?.some(([from, to]) => from <= start && end <= to) ?? false;
  };
  const findings = new Map(checked.findings);
  for (const { name } of checked.files) {
    const fresh = findings.get(name) ?? [];
    const held = (before(name)?.findings ?? []).flatMap((old): Finding[] => {
      if (!isBroken(old) && !old.witness.some(isBroken)) return [];
      const place = movedPlace(old, moves);
      if (!place || fresh.some((f) => f.rule === old.rule && f.start === place.start)) return [];
      return [{ ...place, witness: old.witness.flatMap((step) => movedPlace(step, moves) ?? []), fixes: [] }];
    });
    if (held.length > 0)
      findings.set(
        name,
        [...fresh, ...held].sort((a, b) => a.start - b.start),
      );
  }
  return { ...checked, findings };
}

/** Undefined if the text of the place was edited, or is not known. */
function movedPlace<P extends Place>(place: P, moves: ReadonlyMap<string, Move>): P | undefined {
  const start = moves.get(place.file)?.(place.start, place.end);
  return start === undefined ? undefined : { ...place, start, end: start + place.end - place.start };
}

type Span = readonly [start: number, end: number];

const spansOf = new WeakMap<SourceFile, readonly Span[]>();

function brokenSpans(file: SourceFile): readonly Span[] {
  const { decls, starts } = file;
  const spans =
    spansOf.get(file) ??
    decls.flatMap(({ broken, text }, i): Span[] => {
      const start = starts[i] ?? 0;
      return broken ? [[start, start + text.length]] : [];
    });
  spansOf.set(file, spans);
  return spans;
}
