import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withoutMachinePaths } from '../../demo/machinePaths.mjs';

test('only the folder of the mapped file goes', () => {
  const before = Buffer.concat([mapping(2), text(''), text('/route'), text('/home/me/bin/orders'), text('main.run')]);
  const after = Buffer.concat([mapping(2), text(''), text('/route'), text('orders'), text('main.run')]);
  expect(gunzipSync(withoutMachinePaths(gzipSync(before)))).toEqual(after);
});

test('a path that is left is an error, not a file', () => {
  const bytes = gzipSync(Buffer.concat([mapping(1), text(''), text('orders'), text('/home/me/orders/main.go')]));
  expect(() => withoutMachinePaths(bytes)).toThrow('/home/me/orders/main.go');
});

/** A mapping of id 1 whose file name stands at `index` of the string table. */
function mapping(index: number): Buffer {
  return Buffer.from([(3 << 3) | 2, 4, 1 << 3, 1, 5 << 3, index]);
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([(6 << 3) | 2, value.length]), Buffer.from(value)]);
}
