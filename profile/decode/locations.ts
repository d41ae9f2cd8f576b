import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import { type LineColumns, type LocationColumns, none } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import type { IdTable } from './ids.ts';
import type { Spans } from './scan.ts';
import { checkedIds } from './tables.ts';
import { wireBytes, wireVarint } from './wire.ts';

export interface LocationTable {
  readonly locations: LocationColumns;
  readonly lines: LineColumns;
  readonly ids: IdTable;
}

/** Reads the messages of type Location with their lines. */
export function readLocations(
  context: DecodeContext,
  spans: Spans,
  mappings: IdTable,
  functions: IdTable,
): LocationTable {
  const reader = new LocationReader(context, spans.count, mappings, functions);
  for (let i = 0; i < spans.count && context.sound; i++) {
    spans.enter(context.wire, i);
    reader.read(i);
  }
  return reader.finish();
}

class LocationReader {
  readonly #context: DecodeContext;
  readonly #mappings: IdTable;
  readonly #functions: IdTable;
  readonly #ids: Float64Array;
  readonly #columns;
  readonly #lineFunction = new GrowingUint32();
  readonly #lineNumber = new GrowingFloat64();
  readonly #lineColumn = new GrowingFloat64();

  constructor(context: DecodeContext, count: number, mappings: IdTable, functions: IdTable) {
    this.#context = context;
    this.#mappings = mappings;
    this.#functions = functions;
    this.#ids = new Float64Array(count);
    this.#columns = {
      count,
      mapping: new Uint32Array(count).fill(none),
      addressLow: new Uint32Array(count),
      addressHigh: new Uint32Array(count),
      folded: new Uint8Array(count),
      lineStarts: new Uint32Array(count + 1),
    };
  }

  read(i: number): void {
    const { wire } = this.#context;
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      if (tag === 4 * 8 + wireBytes) this.#readLine();
      else if (tag > 5 * 8 + 7 || tag < 8) wire.skip(tag & 7);
      else if ((tag & 7) === wireVarint) this.#readNumber(i, tag >>> 3);
      else wire.fail();
    }
    this.#columns.lineStarts[i + 1] = this.#lineFunction.count;
  }

  finish(): LocationTable {
    return {
      locations: this.#columns,
      lines: {
        count: this.#lineFunction.count,
        function: this.#lineFunction.finish(),
        line: this.#lineNumber.finish(),
        column: this.#lineColumn.finish(),
      },
      ids: checkedIds(this.#context, this.#ids, 'location'),
    };
  }

  #readNumber(i: number, field: number): void {
    const { wire } = this.#context;
    const columns = this.#columns;
    if (field === 1) this.#ids[i] = wire.identifier();
    else if (field === 2) columns.mapping[i] = this.#mappings.find(wire.identifier());
    else if (field === 3) {
      columns.addressLow[i] = wire.halves();
      columns.addressHigh[i] = wire.lastHigh;
    } else if (field === 5) columns.folded[i] = wire.uint64() === 0 ? 0 : 1;
    else wire.fail();
  }

  #readLine(): void {
    const { wire } = this.#context;
    const outer = wire.limit;
    wire.limit = wire.span();
    let functionId = 0;
    let line = 0;
    let column = 0;
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      if (tag === 8 + wireVarint) functionId = wire.identifier();
      else if (tag === 16 + wireVarint) line = wire.int64();
      else if (tag === 24 + wireVarint) column = wire.int64();
      else if (tag >= 8 && tag < 32) wire.fail();
      else wire.skip(tag & 7);
    }
    wire.limit = outer;
    this.#pushLine(functionId, line, column);
  }

  #pushLine(functionId: number, line: number, column: number): void {
    const found = this.#functions.find(functionId);
    if (found === none && !this.#context.wire.broken) {
      this.#context.report(
        'bad-reference',
        `A location refers to function ${functionId}, which is not in the profile.`,
      );
    }
    this.#lineFunction.push(found);
    this.#lineNumber.push(line);
    this.#lineColumn.push(column);
  }
}
