import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodePlatform } from '../../client/node/platform.ts';
import type { Decoder } from '../../client/platform.ts';
import type { LoadProgress } from '../../protocol/webview.ts';
import { generateProfile } from '../../scripts/bench/profileGenerator.ts';

const root = path.resolve(import.meta.dirname, '../..');
const small = (): Uint8Array => readFileSync(path.join(root, 'demo/profiles/after/heap.pprof'));
const never = { aborted: false, onAbort: () => {} };

let decoder: Decoder;
let large: Uint8Array;

beforeAll(async () => {
  const folder = path.join(root, '.cache', 'test-client');
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [path.join(root, 'client/node/profileWorker.ts')],
    outfile: path.join(folder, 'profileWorker.js'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  decoder = nodePlatform(folder).decoder;
  large = gzipSync(
    generateProfile({ samples: 40_000, stacks: 20_000, functions: 2_000, deepest: 60, labelled: false, seed: 1 }),
    { level: 1 },
  );
});

const decode = (bytes: Uint8Array, limit = 1 << 30, signal: Parameters<Decoder['decode']>[1]['signal'] = never) => {
  const told: LoadProgress[] = [];
  const onProgress = (progress: LoadProgress): void => void told.push(progress);
  return decoder.decode(bytes, { maxUnpackedBytes: limit, onProgress, signal }).then((decoded) => ({ decoded, told }));
};

describe('decoder', () => {
  it('decodes small files at once', async () => {
    const { decoded, told } = await decode(small());
    expect(decoded.ok).toBe(true);
    expect(told[0]).toEqual({ stage: 'unpacking' });
  });

  it('decodes large files in a worker, telling how far it is', async () => {
    expect(large.length).toBeGreaterThan(1 << 20);
    const { decoded, told } = await decode(large);
    if (!decoded.ok) throw new Error(decoded.error.message);
    if (decoded.value.kind !== 'profile') throw new Error('no profile');
    expect(decoded.value.columns.samples.count).toBe(40_000);
    expect(decoded.value.columns.samples.stack).toBeInstanceOf(Uint32Array);
    const fractions = told.map((t) => t.fraction).filter((f) => f !== undefined);
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  });

  it('stops when it is told to', async () => {
    let abort = (): void => {};
    const signal = {
      aborted: false,
      onAbort: (listener: () => void) => {
        abort = listener;
      },
    };
    const answer = decode(large, 1 << 30, signal);
    await Promise.resolve();
    abort();
    expect((await answer).decoded).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('has a limit for what is unpacked', async () => {
    const bomb = gzipSync(new Uint8Array(64 << 20));
    expect((await decode(bomb, 1 << 20)).decoded).toMatchObject({ ok: false, error: { code: 'too-large' } });
    expect((await decode(large, 1 << 20)).decoded).toMatchObject({ ok: false, error: { code: 'too-large' } });
  });

  it('says what a damaged file is', async () => {
    expect((await decode(small().slice(0, 300))).decoded).toMatchObject({ ok: false, error: { code: 'bad-gzip' } });
    expect((await decode(large.slice(0, -5000))).decoded).toMatchObject({ ok: false, error: { code: 'bad-gzip' } });
  });
});
