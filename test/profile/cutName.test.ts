import { expect, it } from 'vitest';
import { cutName } from '../../profile/cutName.ts';

const method = 'example.com/orders/web.(*labelled).ServeHTTP.func1';

it.each([
  [method, 60, method],
  [method, 40, 'web.(*labelled).ServeHTTP.func1'],
  [method, 27, '(*labelled).ServeHTTP.func1'],
  [method, 20, 'ServeHTTP.func1'],
  [method, 9, 'Serv…unc1'],
  [method, 3, 'S…1'],
  [method, 2, ''],
  ['slices.Sort[go.shape.struct { a/b.C }]', 20, 'slices.Sort[…]'],
  ['all', 3, 'all'],
  ['<unknown>', 5, '<u…n>'],
])('cuts %s to %i characters', (name, room, cut) => {
  expect(cutName(name, room)).toBe(cut);
  expect(cut.length).toBeLessThanOrEqual(room);
});
