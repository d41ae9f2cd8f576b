import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import { samplesFolder } from '../profile/support/samples.ts';
import { bundleProgram, runProgram } from './program.ts';

let program = '';
let folder = '';
beforeAll(() => {
  program = bundleProgram();
  folder = mkdtempSync(join(tmpdir(), 'leaklens-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]) => runProgram(program, samplesFolder, ...args);

describe('the program as a gate in CI', () => {
  it('ends with 0 within the limits, with 1 beyond them, with 2 where it cannot tell', () => {
    const heaps = ['heap-before.pb.gz', 'heap-after.pb.gz'];
    const within = run('diff', '--fail-on=goroutines>5%', 'goroutine.debug2.txt', 'goroutine.pb.gz');
    expect([within.code, within.err]).toEqual([0, '']);
    expect(within.out).toMatch(/\ngoroutines +116 +116 +0 +0\.0%\n/);
    const beyond = run('diff', '--fail-on', 'alloc_space>10%,inuse_space>10%', ...heaps);
    expect(beyond.code).toBe(1);
    expect(beyond.out).toContain('\nFAILED alloc_space>10%\n');
    const unknown = run('diff', '--fail-on=goats>5%', ...heaps);
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toMatch(/names a measure that the files do not have/);
  });

  it('lines a series up, and takes old text forms', () => {
    const series = run('diff', '--format=json', 'heap-after.pb.gz', 'heap-before.pb.gz', 'allocs.pb.gz');
    expect(series.code).toBe(0);
    expect(JSON.parse(series.out)).toMatchObject({
      per: 'minute',
      files: ['heap-before.pb.gz', expect.any(String), expect.any(String)],
    });
    const old = run('diff', 'old-heap.txt', 'old-heap-go.txt');
    expect(old.out).toMatch(/\nsample_count +4 +2 +-2 /);
  });

  it('writes pprof that can be read', () => {
    const output = join(folder, 'out.pb.gz');
    const written = run('export', '--format=pprof', '--focus=sort', `--output=${output}`, 'cpu.pb.gz');
    expect([written.code, written.err]).toEqual([0, '']);
    expect(decodeProfile(gunzipSync(readFileSync(output))).ok).toBe(true);
    expect(run('flame', 'cpu.pb.gz').out).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });
});
