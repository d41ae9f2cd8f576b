import type { FunctionColumns, MappingColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import { IdTable } from './ids.ts';
import type { Spans } from './scan.ts';
import { wireVarint } from './wire.ts';

export interface Table<Columns> {
  readonly columns: Columns;
  readonly ids: IdTable;
}

/** Reads the messages of type Mapping. */
export function readMappings(context: DecodeContext, spans: Spans): Table<MappingColumns> {
  const column = (): Uint32Array => new Uint32Array(spans.count);
  const columns = {
    count: spans.count,
    startLow: column(),
    startHigh: column(),
    limitLow: column(),
    limitHigh: column(),
    offsetLow: column(),
    offsetHigh: column(),
    file: column(),
    buildId: column(),
  };
  const ids = new Float64Array(spans.count);
  forEachNumber(context, spans, 10, (i, field) => {
    const { wire } = context;
    if (field === 1) ids[i] = wire.identifier();
    else if (field === 2) [columns.startLow[i], columns.startHigh[i]] = [wire.halves(), wire.lastHigh];
    else if (field === 3) [columns.limitLow[i], columns.limitHigh[i]] = [wire.halves(), wire.lastHigh];
    else if (field === 4) [columns.offsetLow[i], columns.offsetHigh[i]] = [wire.halves(), wire.lastHigh];
    else if (field === 5) columns.file[i] = context.string();
    else if (field === 6) columns.buildId[i] = context.string();
    else wire.skip(wireVarint);
  });
  return { columns, ids: checkedIds(context, ids, 'mapping') };
}

/** Reads the messages of type Function. */
export function readFunctions(context: DecodeContext, spans: Spans): Table<FunctionColumns> {
  const columns = {
    count: spans.count,
    name: new Uint32Array(spans.count),
    systemName: new Uint32Array(spans.count),
    file: new Uint32Array(spans.count),
    startLine: new Float64Array(spans.count),
  };
  const ids = new Float64Array(spans.count);
  forEachNumber(context, spans, 5, (i, field) => {
    if (field === 1) ids[i] = context.wire.identifier();
    else if (field === 2) columns.name[i] = context.string();
    else if (field === 3) columns.systemName[i] = context.string();
    else if (field === 4) columns.file[i] = context.string();
    else columns.startLine[i] = context.wire.int64();
  });
  return { columns, ids: checkedIds(context, ids, 'function') };
}

/** Builds the table of identifiers; they must be unique and not 0. */
export function checkedIds(context: DecodeContext, ids: Float64Array, what: string): IdTable {
  const table = new IdTable(ids);
  if (ids.includes(0)) context.report('malformed', `A ${what} has the reserved identifier 0.`);
  if (table.duplicate !== undefined) context.report('malformed', `Two entries share one ${what} identifier.`);
  return table;
}

/** Walks messages whose fields 1 to `last` are varints; other fields are skipped. */
function forEachNumber(
  context: DecodeContext,
  spans: Spans,
  last: number,
  read: (i: number, field: number) => void,
): void {
  const { wire } = context;
  for (let i = 0; i < spans.count && context.sound; i++) {
    spans.enter(wire, i);
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      const field = Math.floor(tag / 8);
      if (field < 1 || field > last) wire.skip(tag & 7);
      else if ((tag & 7) === wireVarint) read(i, field);
      else wire.fail();
    }
  }
}
