import type { FrameIndex } from '../../profile/view.ts';
import { rowHeight } from '../flame/geometry.ts';
import { paintBoxes } from '../flame/paint.ts';
import type { Analysis } from '../model/analysis.ts';
import { readTheme } from '../theme.ts';

const width = 1600;
/** Canvases end somewhere; deeper rows than these are cut off (pixels, before the ratio). */
const longest = 8000;
const ratio = 2;

/** The whole flame graph as a picture in the colours of the theme, also what has to be scrolled to. */
export async function flamePng(
  analysis: Analysis,
  zoom: readonly FrameIndex[],
  ownModules: readonly string[],
): Promise<Uint8Array> {
  const flame = analysis.flame(zoom);
  const height = Math.min(longest, flame.rows.rows * rowHeight);
  const canvas = document.createElement('canvas');
  canvas.width = width * ratio;
  canvas.height = Math.max(1, height) * ratio;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The picture is too large to be drawn.');
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintBoxes(context, {
    analysis,
    flame,
    growth: 'down',
    ownModules,
    width,
    height,
    scrollTop: 0,
    found: undefined,
    theme: readTheme(),
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture is too large to be drawn.');
  return new Uint8Array(await blob.arrayBuffer());
}
