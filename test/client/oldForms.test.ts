import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip } from '../../client/node/gunzip.ts';
import { decodeFile } from '../../client/profiles/decodeFile.ts';
import { sampleBytes } from '../profile/support/samples.ts';

const decode = (bytes: Uint8Array) => decodeFile({ bytes, maxUnpackedBytes: 1 << 30 }, gunzip, () => {});

describe('the editor shows', () => {
  it.each([
    ['old-heap.txt', 'profile'],
    ['old-heap-go.txt', 'profile'],
    ['old-contention.txt', 'profile'],
    ['old-threads.txt', 'profile'],
    ['old-threadcreate.txt', 'profile'],
    ['old-cpu-64.prof', 'profile'],
    ['mutex.debug1.txt', 'profile'],
    ['goroutine.debug1.txt', 'dump'],
    ['goroutine.debug2.txt', 'dump'],
    ['bare.pb', 'profile'],
  ])('%s as a %s', async (file, kind) => {
    const decoded = await decode(sampleBytes(file));
    expect(decoded).toMatchObject({ ok: true, value: { kind } });
  });

  it.each([
    ['--- heapz 1 ---\nformat = java\n', 'legacy-text', /old Java agent.*go tool pprof -proto/],
    ['go 1.22 trace\0\0\0', 'execution-trace', /go tool trace/],
    ['mode: set\n', 'not-a-profile', /coverage/],
    ['PERFILE2', 'not-a-profile', /perf_to_profile/],
    ['FLR\0\0\x02', 'not-a-profile', /Flight Recorder.*JDK Mission Control/],
    ['{"nodes":[]}', 'not-a-profile', /JSON.*program that wrote it/],
    ['<!doctype html>', 'not-a-profile', /web page/],
    ['heap profile: nonsense', 'legacy-text', /not read here/],
  ])('for %j a page that says what it is and what to do', async (text, code, message) => {
    const decoded = await decode(new TextEncoder().encode(text));
    if (decoded.ok) throw new Error('was read');
    expect(decoded.error.code).toBe(code);
    expect(decoded.error.message).toMatch(message);
  });

  it('for what is packed twice, what to do', async () => {
    const decoded = await decode(gzipSync(gzipSync(sampleBytes('heap-after.pb.gz'))));
    if (decoded.ok) throw new Error('was read');
    expect(decoded.error.message).toMatch(/packed twice: unpack it once/);
  });
});
