import { describe, expect, it } from 'vitest';
import { formatPercent, formatValue, scale, tableUnit } from '../../profile/units.ts';

describe('formatValue', () => {
  it.each([
    [0, 'bytes', '0'],
    [1023, 'bytes', '1023B'],
    [1024, 'bytes', '1kB'],
    // Exact ties go to the even digit.
    [1152, 'bytes', '1.12kB'],
    [1408, 'bytes', '1.38kB'],
    [-1536, 'bytes', '-1.50kB'],
    [3 * 2 ** 30, 'byte', '3GB'],
    [10_000_000, 'nanoseconds', '10ms'],
    [1_234, 'ns', '1.23us'],
    [90_000, 'ms', '90s'],
    [7_200, 's', '2hrs'],
    [12, 'count', '12'],
    [0.5, 'ns', '0'],
    [5, 'widgets', '5'],
  ])('%d %s is %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });

  it('prints in the unit that is asked for', () => {
    expect(formatValue(1_572_864, 'bytes', 'MB')).toBe('1.50MB');
    expect(formatValue(5, 'bytes', 'MB')).toBe('0');
    expect(formatValue(3, 'count', 'samples')).toBe('3samples');
  });
});

describe('formatPercent', () => {
  it.each([
    [1, 1, '100%'],
    [9995, 10_000, '100%'],
    [9994, 10_000, '99.94%'],
    [1, 3, '33.33%'],
    [1, 800, '0.12%'],
    [-1, 4, '25.00%'],
    [1, 200, '0.5%'],
    [1, 100_000_000, '1e-06%'],
    [0, 5, '0%'],
    [5, 0, '0%'],
  ])('%d of %d is %s', (value, total, text) => {
    expect(formatPercent(value, total)).toBe(text);
  });
});

describe('tableUnit', () => {
  it.each([
    [1, 50, 'bytes', 'B'],
    [2048, 4096, 'bytes', 'kB'],
    // Small values do not force small units on a table of large ones.
    [10, 2 ** 30, 'bytes', 'B'],
    [2 ** 20, 2 ** 34, 'bytes', 'MB'],
    [500, 2 ** 20, 'bytes', 'kB'],
    [3, 4, 'count', 'count'],
  ])('of %d to %d %s is %s', (smallest, largest, unit, expected) => {
    expect(tableUnit(smallest, largest, unit)).toBe(expected);
  });
});

describe('scale', () => {
  it('knows the spellings of a unit', () => {
    for (const name of ['kb', 'kB', 'kilobytes', 'kbyte'])
      expect(scale(2, name, 'B')).toEqual({ value: 2048, unit: 'B' });
    for (const name of ['us', 'μs', 'microseconds']) expect(scale(2, name, 'ns')).toEqual({ value: 2000, unit: 'ns' });
  });

  it('ends in the base unit where the target is of another kind', () => {
    expect(scale(2, 'minutes', 's')).toEqual({ value: 2, unit: 's' });
    expect(scale(2000, 'ms', 'kB')).toEqual({ value: 2, unit: 's' });
  });
});
