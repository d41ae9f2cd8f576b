/** A unit with the spellings that writers use and its size in the smallest unit of its kind. */
interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly factor: number;
}

interface UnitKind {
  readonly units: readonly Unit[];
  /** What a conversion to an unknown unit ends in. */
  readonly fallback: Unit;
}

const byte: Unit = { name: 'B', aliases: ['b', 'byte'], factor: 1 };
const second: Unit = { name: 's', aliases: ['s', 'sec', 'second'], factor: 1e9 };
const gcu: Unit = { name: 'GCU', aliases: ['gcu'], factor: 1 };

/** The units pprof knows (its package measurement): memory in powers of 1024, time, and Google compute units. */
const kinds: readonly UnitKind[] = [
  {
    fallback: byte,
    units: [
      byte,
      { name: 'kB', aliases: ['kb', 'kbyte', 'kilobyte'], factor: 2 ** 10 },
      { name: 'MB', aliases: ['mb', 'mbyte', 'megabyte'], factor: 2 ** 20 },
      { name: 'GB', aliases: ['gb', 'gbyte', 'gigabyte'], factor: 2 ** 30 },
      { name: 'TB', aliases: ['tb', 'tbyte', 'terabyte'], factor: 2 ** 40 },
      { name: 'PB', aliases: ['pb', 'pbyte', 'petabyte'], factor: 2 ** 50 },
    ],
  },
  {
    fallback: second,
    units: [
      { name: 'ns', aliases: ['ns', 'nanosecond'], factor: 1 },
      { name: 'us', aliases: ['μs', 'us', 'microsecond'], factor: 1e3 },
      { name: 'ms', aliases: ['ms', 'millisecond'], factor: 1e6 },
      second,
      { name: 'hrs', aliases: ['hour', 'hr'], factor: 3600e9 },
    ],
  },
  {
    fallback: gcu,
    units: [
      { name: 'n*GCU', aliases: ['nanogcu'], factor: 1e-9 },
      { name: 'u*GCU', aliases: ['microgcu'], factor: 1e-6 },
      { name: 'm*GCU', aliases: ['milligcu'], factor: 1e-3 },
      gcu,
      { name: 'k*GCU', aliases: ['kilogcu'], factor: 1e3 },
      { name: 'M*GCU', aliases: ['megagcu'], factor: 1e6 },
      { name: 'G*GCU', aliases: ['gigagcu'], factor: 1e9 },
      { name: 'T*GCU', aliases: ['teragcu'], factor: 1e12 },
      { name: 'P*GCU', aliases: ['petagcu'], factor: 1e15 },
    ],
  },
];

/** Units that pprof does not print: the number says enough. */
const silentUnits = new Set(['count', 'sample', 'unit', 'minimum', 'auto']);

export interface Scaled {
  readonly value: number;
  /** Empty if the unit is not worth printing. */
  readonly unit: string;
}

/** Converts `value` from one unit to another; 'auto' takes the largest unit that leaves at least 1. */
export function scale(value: number, fromUnit: string, toUnit: string): Scaled {
  if (value < 0) {
    const { value: positive, unit } = scale(-value, fromUnit, toUnit);
    return { value: -positive, unit };
  }
  for (const kind of kinds) {
    const from = findUnit(kind, fromUnit);
    if (from) return convert(kind, value * from.factor, toUnit);
  }
  return { value, unit: silentUnits.has(toUnit) ? '' : toUnit };
}

/** Whether values of the two units can be converted into each other. */
export function sameKind(left: string, right: string): boolean {
  return left === right || kinds.some((kind) => findUnit(kind, left) && findUnit(kind, right));
}

/** 1024-based B kB MB GB TB PB and ns us ms s hrs, two decimals, as pprof prints it. */
export function formatValue(value: number, unit: string, toUnit = 'auto'): string {
  const scaled = scale(value, unit, toUnit);
  const digits = fixed(scaled.value, 2).replace(/\.00$/, '');
  return digits === '0' || digits === '-0' ? '0' : digits + scaled.unit;
}

/** The unit in which a table reads well, from its smallest non-zero and its largest value (pprof's "minimum"). */
export function tableUnit(smallest: number, largest: number, unit: string): string {
  const least = smallest === 0 ? largest : smallest;
  const leastUnit = scale(least, unit, 'minimum').unit;
  const mostUnit = scale(largest, unit, 'minimum').unit;
  const coarse = leastUnit !== mostUnit && least * 100 < largest;
  const chosen = coarse ? scale(least * 100, unit, 'minimum').unit : leastUnit;
  return chosen === '' ? unit : chosen;
}

/** pprof's percentage without padding: `100%`, `12.34%`, `0.12%`; no sign. */
export function formatPercent(value: number, total: number): string {
  const ratio = total === 0 ? 0 : Math.abs(value / total) * 100;
  if (ratio >= 99.95 && ratio <= 100.05) return '100%';
  return `${ratio >= 1 ? fixed(ratio, 2) : general(ratio)}%`;
}

function findUnit(kind: UnitKind, name: string): Unit | undefined {
  let alias = name.toLowerCase();
  if (alias.length > 2 && alias.endsWith('s')) alias = alias.slice(0, -1);
  return kind.units.find(({ aliases }) => aliases.includes(alias));
}

function convert(kind: UnitKind, base: number, toUnit: string): Scaled {
  const target = toUnit === 'minimum' || toUnit === 'auto' ? largestFitting(kind, base) : findUnit(kind, toUnit);
  const { factor, name } = target ?? kind.fallback;
  return { value: base / factor, unit: name };
}

function largestFitting({ units }: UnitKind, base: number): Unit | undefined {
  return units.findLast(({ factor }) => base / factor >= 1);
}

/** Like toFixed, but exact ties go to the even digit as C and Go round: 1.125 is 1.12. */
function fixed(value: number, digits: number): string {
  const ratio = 10 ** digits;
  const isTie = Math.abs((value * 2 ** (digits + 1)) % 2) === 1;
  if (!isTie) return value.toFixed(digits);
  const below = Math.floor(value * ratio);
  return ((below % 2 === 0 ? below : below + 1) / ratio).toFixed(digits);
}

/** Two significant digits of a number below 1, no trailing zeros, an exponent below 0.0001 (printf's %.2g). */
function general(value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(value));
  const rounded = exponent >= -4 ? Number(fixed(value, 1 - exponent)) : Number(value.toPrecision(2));
  if (rounded >= 1e-4) return String(rounded);
  const [mantissa = '', power = ''] = rounded.toExponential().split('e');
  return `${mantissa}e-${power.slice(1).padStart(2, '0')}`;
}
