import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import { recorded, usePage } from './pageFixture.ts';

const on = usePage(
  new Map([
    ['heap.pprof', recorded('heap.pprof')],
    ['heap.before.pprof', recorded('heap.pprof', 'before')],
    ['dump.pprof', recorded('goroutine.debug2.txt')],
  ]),
);

/** What was saved, after the given format was chosen in the extension's list. */
async function saved(profile: string, format: string, view?: string): Promise<{ name: string; bytes: Buffer }> {
  await on.open(`${profile}&format=${format}`, view);
  if (view === 'Graph') await on.page.locator('.graph-drawing .node').first().waitFor();
  await on.page.getByRole('button', { name: 'Export…' }).click();
  await expect.poll(async () => (await on.calls('save')).length).toBe(1);
  return on.page.evaluate(() => {
    const call = window.stub.calls.find(({ method }) => method === 'save')?.params as {
      name: string;
      bytes: Uint8Array;
    };
    return { name: call.name, bytes: [...call.bytes] };
  }) as unknown as Promise<{ name: string; bytes: Buffer }>;
}

const text = (bytes: ArrayLike<number>): string => Buffer.from(Array.from(bytes)).toString();

describe('export', () => {
  it('offers what can be made of the page', async () => {
    await on.open('heap.pprof');
    await on.page.getByRole('button', { name: 'Export…' }).click();
    await expect
      .poll(() => on.calls('chooseExport'))
      .toEqual([{ formats: ['svg', 'png', 'pprof', 'speedscope', 'folded', 'csv', 'markdown'], picture: 'flame' }]);
    await on.open('dump.pprof');
    await on.page.getByRole('button', { name: 'Export…' }).click();
    await expect.poll(() => on.calls('chooseExport')).toEqual([{ formats: ['csv', 'markdown'], picture: 'flame' }]);
  });

  it('writes a packed pprof that can be read back', async () => {
    const { name, bytes } = await saved('heap.pprof', 'pprof');
    expect(name).toBe('heap.pb.gz');
    const again = decodeProfile(gunzipSync(Buffer.from(Array.from(bytes))));
    const before = decodeProfile(gunzipSync(recorded('heap.pprof')));
    if (!again.ok || !before.ok) throw new Error('cannot be read');
    const sums = (values: readonly Float64Array[]): number[] =>
      values.map((column) => column.reduce((a, b) => a + b, 0));
    expect(sums(again.value.samples.values)).toEqual(sums(before.value.samples.values));
  });

  it.each([
    ['svg', 'heap.svg', /^<svg .*inuse_space/s],
    ['speedscope', 'heap.speedscope.json', /^\{"\$schema"/],
    ['folded', 'heap.folded.txt', /^\S+;\S+ \d+$/m],
    ['csv', 'heap.csv', /^function,file,flat \(inuse_space bytes\)/],
    ['markdown', 'heap.md', /^\*\*inuse_space\*\* of `heap\.pprof`/],
  ])('writes %s', async (format, expected, content) => {
    const { name, bytes } = await saved('heap.pprof', format);
    expect(name).toBe(expected);
    expect(text(bytes)).toMatch(content);
  });

  it('writes the flame as PNG, all of it', async () => {
    const { name, bytes } = await saved('heap.pprof', 'png');
    expect(name).toBe('heap.png');
    const png = Buffer.from(Array.from(bytes));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(3200);
    expect(png.readUInt32BE(20)).toBeGreaterThan(400);
  });

  it.each([
    ['svg', /^<svg [^>]*>.*<path/s],
    ['png', /^.PNG/],
  ])('writes the call graph as %s where that is shown', async (format, content) => {
    const { name, bytes } = await saved('heap.pprof', format, 'Graph');
    expect(name).toBe(`heap.call-graph.${format}`);
    expect(Buffer.from(Array.from(bytes)).toString('latin1')).toMatch(content);
    expect(await on.calls('chooseExport')).toMatchObject([{ picture: 'graph' }]);
    await on.page.getByRole('tab', { name: 'Table', exact: true }).click();
    await on.page.getByRole('button', { name: 'Export…' }).click();
    await expect.poll(async () => (await on.calls('save')).length).toBe(2);
    expect(await on.calls('save')).toMatchObject([{}, { name: `heap.${format}` }]);
  });

  it('of a comparison writes the change', async () => {
    const { bytes } = await saved('heap.pprof&base=heap.before.pprof', 'csv');
    expect(text(bytes)).toMatch(/^function,file,flat before \(inuse_space bytes\),flat after/);
  });

  it('copies Markdown, by the list and by the command', async () => {
    await on.open('heap.pprof&format=copyMarkdown');
    await on.page.getByRole('button', { name: 'Export…' }).click();
    await expect.poll(async () => (await on.calls('copy')).length).toBe(1);
    await on.page.evaluate(() => window.stub.notify('export', { what: 'copyMarkdown' } as never));
    await expect.poll(async () => (await on.calls('copy')).length).toBe(2);
    expect((await on.calls('copy'))[1]).toMatchObject({ text: expect.stringContaining('| flat |') as string });
  });

  it('of goroutines writes their table', async () => {
    const { name, bytes } = await saved('dump.pprof', 'csv');
    expect(name).toBe('dump.csv');
    expect(text(bytes)).toMatch(/^count,function,place,state,created by,stack\r\n\d+,/);
  });

  it('asks the extension for the form when the command runs', async () => {
    await on.open('heap.pprof');
    await on.page.getByRole('button', { name: 'Export…' }).waitFor();
    await on.page.evaluate(() => window.stub.notify('export', { what: 'choose' } as never));
    await expect.poll(async () => (await on.calls('chooseExport')).length).toBe(1);
  });
});
