import { expect, it } from 'vitest';
import { shortName, tidyName } from '../../webview/model/shortName.ts';

it('shows type arguments that say something, and not those that the compiler writes out', () => {
  expect(tidyName('example.com/p.clamp[go.shape.float64]')).toBe('example.com/p.clamp[go.shape.float64]');
  expect(tidyName('slices.partitionCmpFunc[go.shape.struct { Venue string "json:\\"venue\\"" }]')).toBe(
    'slices.partitionCmpFunc[...]',
  );
  expect(tidyName('p.(*T[go.shape.struct { A int; B string; C float64 }]).M.func1.2')).toBe('p.(*T[...]).M.func1.2');
});

it('leaves the path of a package out', () => {
  expect(shortName('example.com/shop/orders.(*Hub).publish.func1')).toBe('orders.(*Hub).publish.func1');
  expect(shortName('slices.SortFunc[go.shape.[]example.com/x.T]')).toBe('slices.SortFunc[go.shape.[]example.com/x.T]');
  expect(shortName('main.main')).toBe('main.main');
  expect(shortName('[vdso]')).toBe('[vdso]');
});
