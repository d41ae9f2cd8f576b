import { describe, expect, it } from 'vitest';
import { subtractBase } from '../../profile/compare.ts';
import { decodeProfile } from '../../profile/decode.ts';
import { inlineMarks } from '../../profile/inlining.ts';
import type { Profile } from '../../profile/profile.ts';
import { openView } from '../../profile/view.ts';
import { type SampleDescription, writeProfile } from './support/writeProfile.ts';

const [inlined, called, caller, main] = [1, 2, 3, 4];

function profileOf(samples: readonly SampleDescription[]): Profile {
  const bytes = writeProfile({
    sampleTypes: [['delay', 'ns']],
    functions: [
      { id: 1, name: 'sync.(*Once).Do', file: 'once.go' },
      { id: 2, name: 'main.load', file: 'main.go' },
      { id: 3, name: 'main.other', file: 'main.go' },
      { id: 4, name: 'main.main', file: 'main.go' },
    ],
    locations: [
      {
        id: inlined,
        address: 0x10,
        lines: [
          [1, 70],
          [2, 5],
        ],
      },
      { id: called, address: 0x20, lines: [[1, 71]] },
      { id: caller, address: 0x30, lines: [[3, 8]] },
      { id: main, address: 0x40, lines: [[4, 20]] },
    ],
    samples,
  });
  const decoded = decodeProfile(bytes);
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value;
}

describe('inlineMarks', () => {
  const plain = { stack: [called, caller, main], values: [3] };
  const before = profileOf([plain]);
  const after = profileOf([plain, { stack: [inlined, main], values: [5] }]);

  it('knows of calls that a comparison cancels out, as pprof does', () => {
    const compared = subtractBase(after, before, { mode: 'diff_base' });
    if (!compared.ok) throw new Error(compared.error.message);
    const view = openView(compared.value, {});
    if (!view.ok) throw new Error(view.error.message);
    const marks = inlineMarks(view.value, 0);
    expect(marks[view.value.frames.name.indexOf('sync.(*Once).Do')]).toBe('(partial-inline)');
  });
});
