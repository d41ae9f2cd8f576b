import type { LabelColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import { GrowingFloat64, GrowingUint32 } from './growing.ts';

/** Collects the distinct label sets of a profile. */
export class LabelReader {
  readonly #context: DecodeContext;
  readonly #starts = new GrowingUint32();
  readonly #key = new GrowingUint32();
  readonly #string = new GrowingUint32();
  readonly #number = new GrowingFloat64();
  readonly #unit = new GrowingUint32();

  constructor(context: DecodeContext) {
    this.#context = context;
    this.#starts.push(0);
    this.#starts.push(0);
  }

  get count(): number {
    return this.#starts.count - 1;
  }

  /** Reads one message Label onto the current set; one with neither string nor number nor unit says nothing. */
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

  /** Ends the current set and returns its number. */
  close(): number {
    this.#starts.push(this.#key.count);
    return this.count - 1;
  }

  finish(): LabelColumns {
    return {
      count: this.count,
      starts: this.#starts.finish(),
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
