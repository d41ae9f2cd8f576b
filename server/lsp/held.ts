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
  const broken = new Map(checked.files.map((f) => [f.name, brokenSpans(f)]));
  if ([...broken.values()].every((spans) => spans.length === 0)) return checked;
  const isBroken = (place: Place): boolean =>
    broken.get(place.file)?.some(([start, end]) => start <= place.start && place.end <= end) ?? false;
  const moves = new Map<string, Move>();
  for (const { name, text } of checked.files) {
    const old = before(name);
    if (old) moves.set(name, moveBetween(old.text, text));
  }
  const findings = new Map(checked.findings);
  for (const { name } of checked.files) {
    const fresh = findings.get(name) ?? [];
    const isFresh = (f: Finding): boolean => fresh.some((other) => other.rule === f.rule && other.start === f.start);
    const held = (before(name)?.findings ?? []).flatMap((old): Finding[] => {
      const place = movedPlace(old, moves);
      if (!place) return [];
      const witness = old.witness.flatMap((step) => movedPlace(step, moves) ?? []);
      const finding = { ...old, ...place, witness, fixes: [] };
      return [finding, ...witness].some(isBroken) && !isFresh(finding) ? [finding] : [];
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

const brokenSpans = ({ decls, starts }: SourceFile): (readonly [start: number, end: number])[] =>
  decls.flatMap(({ broken, text }, i) => (broken ? [[starts[i] ?? 0, (starts[i] ?? 0) + text.length] as const] : []));
