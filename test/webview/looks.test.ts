import { expect, test } from 'vitest';
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
      asked.push(frame);
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
