import { expect, test } from 'vitest';
import { none } from '../../profile/profile.ts';
import { looksOf } from '../../webview/flame/looks.ts';
import type { Theme } from '../../webview/theme.ts';

const dark: Theme = {
  isDark: true,
  isHighContrast: false,
  background: '#1f1f1f',
  foreground: '#cccccc',
  focus: '#0078d4',
  match: '#ea5c0055',
  border: '#1f1f1f',
  font: '12px monospace',
};
const frames = ['main.main', 'example.com/orders/pricing.Quote', 'net/http.(*conn).serve'];
const own: readonly string[] = ['example.com/orders'];

test('a name is looked into once, however many boxes and frames show it', () => {
  const asked: number[] = [];
  const names = {
    nameOf: (frame: number) => {
      if (frame !== none) asked.push(frame);
      return frames[frame] ?? '';
    },
  };
  for (let i = 0; i < 3; i++) looksOf(names, own, { ...dark }).of(1);
  expect(asked).toEqual([1]);
});

test('another theme and other modules change how functions look', () => {
  const names = { nameOf: (frame: number) => frames[frame] ?? '' };
  const before = looksOf(names, own, dark).of(1);
  expect(before.owner).toBe('own');
  expect(looksOf(names, own, { ...dark, isDark: false }).of(1).fill).not.toBe(before.fill);
  const contrast: Theme = { ...dark, isHighContrast: true, background: '#000000' };
  expect(looksOf(names, own, contrast).of(1).fill).toBe('#000000');
  expect(looksOf(names, own, { ...contrast, background: '#000001' }).of(1).fill).toBe('#000001');
  expect(looksOf(names, [], dark).of(1).owner).toBe('library');
});

test('a name is cut to the room that a box has, the same text each time', () => {
  const look = looksOf({ nameOf: () => frames[1] ?? '' }, own, dark).of(1);
  expect(look.cutTo(40)).toBe('example.com/orders/pricing.Quote');
  expect(look.cutTo(14)).toBe('pricing.Quote');
  expect([look.cutTo(5), look.cutTo(5), look.cutTo(2)]).toEqual(['Quote', 'Quote', '']);
});

test('the root of everything looks like no function, and growth like its colour', () => {
  const looks = looksOf({ nameOf: () => 'all' }, own, dark);
  expect(looks.of(none).owner).toBe('standard');
  expect(looks.ofGrowth(1)).toBe(looks.ofGrowth(0.9999));
  expect(looks.ofGrowth(1).fill).not.toBe(looks.ofGrowth(-1).fill);
  expect(looks.ofGrowth(0.5).fill).not.toBe(looks.ofGrowth(0.4).fill);
});
