import { frameStacks } from '../tree/frameStacks.ts';
import type { View } from '../view.ts';
import { columnWeights, type ExportColumn, inParts } from './subject.ts';

/**
 * The file format of speedscope (https://www.speedscope.app/file-format-schema.json): a sampled profile per sample type,
 * `active` shown first. Stacks that became less cannot be told in it and are left out. In parts of some size.
 */
export function speedscopeJson(
  view: View,
  columns: readonly ExportColumn[],
  active: number,
  name: string,
): Generator<string> {
  return inParts(jsonParts(view, columns, active, name));
}

function* jsonParts(view: View, columns: readonly ExportColumn[], active: number, name: string): Generator<string> {
  yield '{"$schema":"https://www.speedscope.app/file-format-schema.json",';
  yield `"exporter":"Leak Lens","name":${JSON.stringify(name)},"activeProfileIndex":${active},"shared":{"frames":[`;
  yield* joined(framesOf(view));
  yield ']},"profiles":[';
  let separator = '';
  for (const column of columns) {
    yield separator;
    yield* profileOf(view, column);
    separator = ',';
  }
  yield ']}\n';
}

function* framesOf({ frames }: View): Generator<string> {
  for (let frame = 0; frame < frames.count; frame++) {
    const file = frames.file[frame]!;
    const line = frames.line[frame]! || frames.startLine[frame]!;
    yield JSON.stringify({
      name: frames.name[frame]!,
      ...(file === '' ? {} : { file }),
      ...(line > 0 ? { line } : {}),
    });
  }
}

function* profileOf(view: View, column: ExportColumn): Generator<string> {
  const weights = columnWeights(view, column);
  const stacks = frameStacks(view);
  const shown = [...weights.keys()].filter((stack) => weights[stack]! > 0);
  const end = shown.reduce((sum, stack) => sum + weights[stack]!, 0);
  const unit = units.get(column.unit) ?? 'none';
  const header = { type: 'sampled', name: column.type, unit, startValue: 0, endValue: end };
  yield `${JSON.stringify(header).slice(0, -1)},"samples":[`;
  yield* joined(
    shown.map((stack) => {
      const frames = stacks.frames.subarray(stacks.starts[stack]!, stacks.starts[stack + 1]!);
      return `[${Array.from(frames).reverse().join()}]`;
    }),
  );
  yield '],"weights":[';
  yield* joined(shown.map((stack) => String(weights[stack])));
  yield ']}';
}

/** The units that the format knows. */
const units: ReadonlyMap<string, string> = new Map([
  ['nanoseconds', 'nanoseconds'],
  ['microseconds', 'microseconds'],
  ['milliseconds', 'milliseconds'],
  ['seconds', 'seconds'],
  ['bytes', 'bytes'],
]);

function* joined(parts: Iterable<string>): Generator<string> {
  let separator = '';
  for (const part of parts) {
    yield separator + part;
    separator = ',';
  }
}
