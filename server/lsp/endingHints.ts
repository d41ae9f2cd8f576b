import { type InlayHint, InlayHintKind, type Range } from 'vscode-languageserver';
import { type Ending, endingText } from '../engine/goroutines/ending.ts';
import { startsIn } from '../engine/goroutines/starts.ts';
import { type Lines, linesOf } from '../engine/lines.ts';
import type { Checked } from '../engine/workspace/checker.ts';
import { parentOf } from '../engine/workspace/host.ts';

/** How the goroutines end that a file starts, for hints at the ends of the lines. Holds plain data, of open files only. */
export class EndingHints {
  readonly #files = new Map<string, readonly InlayHint[]>();

  /** Takes in the open files of a folder that was checked. */
  set(checked: Checked, isOpen: (file: string) => boolean): void {
    this.drop(checked.folder);
    for (const pkg of checked.packages) {
      const starts = startsIn(pkg).filter((s) => s.ending.kind !== 'unknown');
      for (const file of pkg.files) {
        const { name, text } = file;
        if (!isOpen(name)) continue;
        const lines = linesOf(file);
        const own = starts.filter((s) => s.place.file === name);
        this.#files.set(
          name,
          own.map((s) => hint(text, lines, s.place.start, s.ending)),
        );
      }
    }
  }

  drop(folder: string): void {
    for (const name of this.#files.keys()) if (parentOf(name) === folder) this.#files.delete(name);
  }

  of(file: string, range: Range): InlayHint[] {
    const hints = this.#files.get(file) ?? [];
    return hints.filter(({ position: { line } }) => range.start.line <= line && line <= range.end.line);
  }
}

/** At the end of the line on which the goroutine is started. */
function hint(text: string, lines: Lines, start: number, ending: Ending): InlayHint {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end).trimEnd();
  return {
    position: lines.positionOf(start + line.length),
    label: endingText(ending),
    kind: InlayHintKind.Type,
    paddingLeft: true,
    tooltip: tooltips[ending.kind],
  };
}

const tooltips: Readonly<Record<Ending['kind'], string>> = {
  context: 'This goroutine returns at the latest when the context ends, as soon as the calls in it return.',
  channel: 'This goroutine waits for that channel, and returns then.',
  call: 'This goroutine returns when this call does.',
  run: 'This goroutine waits for nobody that is known: it returns when it has done its work.',
  never: 'Nothing in its code lets this goroutine return: it lives as long as the process.',
  unknown: '',
};
