import { describe, expect, it } from 'vitest';
import { fileTrouble } from '../../client/profiles/fileTrouble.ts';

const failed = (code: string | undefined, message: string): Error => Object.assign(new Error(message), { code });

describe('what is said of a file that cannot be read or written', () => {
  it.each([
    ['FileNotFound', 'EntryNotFound (FileSystemError): /a/b.pprof', /moved or deleted\. Open it/, /Choose another/],
    ['FileIsADirectory', 'FileIsADirectory (FileSystemError)', /folder: open a file in it/, /Choose another name/],
    ['NoPermissions', 'NoPermissions (FileSystemError)', /may not read this file: change/, /may not write there/],
    ['Unavailable', 'Unavailable', /Try again/, /Try again/],
    ['Unknown', 'Unable to write file (Error: EROFS: read-only file system)', /may not read/, /may not write there/],
    [undefined, "EACCES: permission denied, open '/a'", /may not read/, /may not write there/],
  ])('%s', (code, message, read, write) => {
    expect(fileTrouble(failed(code, message), 'read')).toMatch(read);
    expect(fileTrouble(failed(code, message), 'write')).toMatch(write);
  });

  it('what is not known is told as it came', () => {
    expect(fileTrouble(failed('Unknown', 'the disk is full'), 'write')).toBe(
      'The file cannot be written: the disk is full',
    );
    expect(fileTrouble('so', 'read')).toBe('The file cannot be read: so');
  });
});
