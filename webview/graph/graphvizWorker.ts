import { instance } from '@viz-js/viz';
import { decompress } from 'fzstd';
import { packed } from 'graphviz.wasm.zst';
import type { LayoutAnswer, LayoutTask } from './layoutTask.ts';

declare global {
  /** Where the build makes Graphviz look for its wasm. */
  var graphvizWasm: () => Uint8Array;
}

globalThis.graphvizWasm = () => decompress(packed);

const viz = instance();

addEventListener('message', async ({ data }: MessageEvent<LayoutTask>) => {
  postMessage(await layOut(data));
});

async function layOut({ id, dot }: LayoutTask): Promise<LayoutAnswer> {
  try {
    const { status, output, errors } = (await viz).render(dot, { format: 'json0', yInvert: true });
    if (status === 'success') return { id, layout: output };
    return { id, error: errors.map(({ message }) => message).join('; ') };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
