import { cutName } from '../../profile/cutName.ts';
import { csvText } from '../../profile/export/csv.ts';
import { flameSvg } from '../../profile/export/flameSvg.ts';
import { foldedText } from '../../profile/export/folded.ts';
import { type ExportFormat, exportExtension } from '../../profile/export/formats.ts';
import { goroutineCsv, goroutineMarkdown } from '../../profile/export/goroutineTable.ts';
import { markdownTable } from '../../profile/export/markdown.ts';
import { pprofFile } from '../../profile/export/pprofFile.ts';
import { speedscopeJson } from '../../profile/export/speedscope.ts';
import type { ExportColumn } from '../../profile/export/subject.ts';
import type { GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis } from '../model/analysis.ts';
import { flamePng } from './flamePng.ts';
import type { Picture } from './picture.ts';
import { svgColours } from './svgColours.ts';

/** What is on the page, and can be written down. */
export type Exportable =
  | {
      readonly kind: 'profile';
      readonly name: string;
      readonly baseName: string | undefined;
      readonly analysis: Analysis;
      /** All sample types, and which one is looked at. */
      readonly columns: readonly ExportColumn[];
      readonly active: number;
      readonly zoom: readonly FrameIndex[];
      readonly ownModules: readonly string[];
      /** What an SVG or PNG shows; undefined while the view that draws itself is not ready. */
      readonly picture: Picture | 'flame' | undefined;
    }
  | {
      readonly kind: 'goroutines';
      readonly name: string;
      readonly baseName: string | undefined;
      readonly set: GoroutineSet;
      readonly base: GoroutineSet | undefined;
    };

export interface MadeFile {
  /** With its ending. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Rows of a table for a pull request. */
const markdownRows = 20;
const svgWidth = 1200;

/** The forms that can be made of what is on the page. */
export function formatsOf(subject: Exportable): readonly ExportFormat[] {
  if (subject.kind === 'goroutines') return ['csv', 'markdown'];
  const pictures: readonly ExportFormat[] = subject.picture ? ['svg', 'png'] : [];
  return [...pictures, 'pprof', 'speedscope', 'folded', 'csv', 'markdown'];
}

export async function makeFile(subject: Exportable, format: ExportFormat): Promise<MadeFile> {
  const name = subject.name.replace(/(\.pb)?\.(gz|pprof|prof|pgo|txt)$/, '');
  const drawn = format === 'svg' || format === 'png' ? pictureOf(subject) : undefined;
  const ending = drawn ? `${drawn.name}.${exportExtension[format]}` : exportExtension[format];
  return { name: `${name}.${ending}`, bytes: await bytesOf(subject, format) };
}

export function makeMarkdown(subject: Exportable): string {
  const { name, baseName } = subject;
  const options = { name, baseName, rows: markdownRows };
  if (subject.kind === 'goroutines') return goroutineMarkdown(subject.set, subject.base, options);
  return markdownTable(subject.analysis.view, columnOf(subject), options);
}

async function bytesOf(subject: Exportable, format: ExportFormat): Promise<Uint8Array> {
  if (format === 'markdown') return encoded([makeMarkdown(subject)]);
  if (subject.kind === 'goroutines') return encoded([goroutineCsv(subject.set, subject.base)]);
  const { analysis, columns, active, zoom, name, ownModules } = subject;
  const { view } = analysis;
  const column = columnOf(subject);
  const drawn = pictureOf(subject);
  switch (format) {
    case 'svg':
      if (drawn) return encoded([drawn.svg()]);
      return encoded(
        flameSvg(view, column, {
          title: `${name} · ${column.type}`,
          width: svgWidth,
          colours: svgColours(ownModules),
          shorten: cutName,
          root: zoom,
        }),
      );
    case 'png':
      return drawn ? drawn.png() : flamePng(analysis, zoom, ownModules);
    case 'pprof':
      return packed(pprofFile(view, columns, active));
    case 'speedscope':
      return encoded(speedscopeJson(view, columns, active, name));
    case 'folded':
      return encoded(foldedText(view, column));
    case 'csv':
      return encoded(csvText(view, column));
  }
}

const pictureOf = (subject: Exportable): Picture | undefined =>
  subject.kind === 'profile' && subject.picture !== 'flame' ? subject.picture : undefined;

const columnOf = ({ columns, active }: Extract<Exportable, { kind: 'profile' }>): ExportColumn =>
  columns[active] ?? { type: '', unit: '', index: 0 };

function encoded(parts: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const chunks = Array.from(parts, (part) => encoder.encode(part));
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
