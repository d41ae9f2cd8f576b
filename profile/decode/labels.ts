import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import type { LabelColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import type { RegionTable } from './regions.ts';
import { wireBytes } from './wire.ts';

/** Field `label` of message Sample. */
const labelTag = 3 * 8 + wireBytes;

/** Decodes each distinct set of labels once; `regions` are stretches of bytes that hold the fields `label` of one. */
export function readLabels(context: DecodeContext, regions: RegionTable): LabelColumns {
  const { wire } = context;
  const reader = new LabelReader(context);
  const starts = new Uint32Array(regions.count + 1);
  for (let region = 0; region < regions.count && context.sound; region++) {
    wire.at = regions.start(region);
    wire.limit = regions.end(region);
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      if (tag === labelTag) reader.readField();
      else wire.skip(tag & 7);
    }
    starts[region + 1] = reader.count;
  }
  return { count: regions.count, starts, ...reader.finish() };
}

class LabelReader {
  readonly #context: DecodeContext;
  readonly #key = new GrowingUint32();
  readonly #string = new GrowingUint32();
  readonly #number = new GrowingFloat64();
  readonly #unit = new GrowingUint32();

  constructor(context: DecodeContext) {
    this.#context = context;
  }

  get count(): number {
    return this.#key.count;
  }

  /** Reads one message Label; one with neither string nor number nor unit says nothing. */
  readField(): void {
    const { wire } = this.#context;
    const outer = wire.limit;
    wire.limit = wire.span();
    let key = 0;
    let string = 0;
    let number = 0;
    let unit = 0;
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      if (tag === 8) key = this.#context.string();
      else if (tag === 16) string = this.#context.string();
      else if (tag === 24) number = wire.int64();
      else if (tag === 32) unit = this.#context.string();
      else if (tag >= 8 && tag < 40) wire.fail();
      else wire.skip(tag & 7);
    }
    wire.limit = outer;
    if (string !== 0) this.#push(key, string, 0, 0);
    else if (number !== 0 || unit !== 0) this.#push(key, 0, number, unit);
  }

  finish(): Omit<LabelColumns, 'count' | 'starts'> {
    return {
      key: this.#key.finish(),
      string: this.#string.finish(),
      number: this.#number.finish(),
      unit: this.#unit.finish(),
    };
  }

  #push(key: number, string: number, number: number, unit: number): void {
    this.#key.push(key);
    this.#string.push(string);
    this.#number.push(number);
    this.#unit.push(unit);
  }
}
