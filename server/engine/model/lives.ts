import type { Place, WitnessStep } from '../finding.ts';
import type { Instruction } from './code.ts';
import type { Event } from './event.ts';

/** Where a goroutine of a run is started, and the how manyth it is from there (from 1). */
export interface LifeStart {
  readonly place: Place;
  readonly count: number;
}

/**
 * Names for the goroutines of a run. The machine uses the number of one that has ended again; a reader must not take the
 * next one for the same. Names hold a mark where `withNames` puts the line: what is told is kept while lines change.
 */
export class Lives {
  readonly starts: LifeStart[] = [];
  readonly #names = new Map<number, { readonly from: number; readonly name: string }[]>();

  /** `root`: what the first goroutine is called. */
  constructor(root: string, events: readonly Event[]) {
    this.#names.set(0, [{ from: -1, name: root }]);
    const perPlace = new Map<string, number>();
    for (const [at, e] of events.entries()) {
      const i = e.code.instructions[e.pc] as Instruction;
      if (i.op !== 'go' || e.partner === undefined) continue;
      if (i.byUser) {
        this.#name(e.partner, at, `\`${e.code.function.name}\``);
        continue;
      }
      const place = e.code.function.place(i.at);
      const key = `${place.file}:${place.start}`;
      const count = (perPlace.get(key) ?? 0) + 1;
      perPlace.set(key, count);
      const name = `${mark}${this.starts.length}${mark}`;
      this.starts.push({ place, count });
      this.#name(e.partner, at, name);
    }
  }

  #name(process: number, from: number, name: string): void {
    this.#names.set(process, [...(this.#names.get(process) ?? []), { from, name }]);
  }

  /** What the process is called at an event of the run. */
  nameOf(process: number, at: number): string {
    return this.#names.get(process)?.findLast((n) => n.from <= at)?.name ?? `goroutine ${process}`;
  }
}

/** No Go source holds it. */
const mark = '\u0000';

/** Puts names with lines for the marks: `the 2nd goroutine of line 31`, or `of worker.go:31` in another file than the root's. */
export function withNames(
  witness: readonly WitnessStep[],
  starts: readonly LifeStart[],
  rootFile: string,
  /** The line, from 1, of an offset. */
  lineOf: (file: string, offset: number) => number,
): WitnessStep[] {
  const names = starts.map(({ place: { file, start }, count }) => {
    const line = lineOf(file, start);
    const where = file === rootFile ? `line ${line}` : `${file.split('/').pop()}:${line}`;
    return `the ${count === 1 ? '' : `${ordinal(count)} `}goroutine of ${where}`;
  });
  const named = (text: string): string =>
    text
      .split(mark)
      .map((part, i) => (i % 2 === 1 ? (names[Number(part)] ?? '') : part))
      .join('');
  return witness.map((s) => ({
    ...s,
    message: named(s.message),
    ...(s.goroutine === undefined ? {} : { goroutine: named(s.goroutine) }),
    ...(s.partner === undefined ? {} : { partner: named(s.partner) }),
  }));
}

const ordinal = (n: number): string => `${n}${n === 2 ? 'nd' : n === 3 ? 'rd' : 'th'}`;
