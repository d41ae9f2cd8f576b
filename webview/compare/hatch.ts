import type { Theme } from '../theme.ts';

const size = 8;
const patterns = new Map<string, CanvasPattern | undefined>();

/** Lies over a box that grew (lines that rise) or became less (lines that fall): told without any colour. */
export function hatch(context: CanvasRenderingContext2D, growth: number, theme: Theme): CanvasPattern | undefined {
  const key = `${growth > 0 ? 'up' : 'down'} ${theme.foreground} ${theme.isHighContrast}`;
  if (!patterns.has(key)) patterns.set(key, draw(context, growth > 0, theme));
  return patterns.get(key);
}

function draw(context: CanvasRenderingContext2D, isUp: boolean, theme: Theme): CanvasPattern | undefined {
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (!pen) return undefined;
  pen.strokeStyle = theme.foreground;
  pen.globalAlpha = theme.isHighContrast ? 0.45 : 0.16;
  pen.lineWidth = 1.2;
  pen.beginPath();
  // Three lines, so that the tile joins its neighbours.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, isUp ? size + 1 : -1);
    pen.lineTo(shift + size + 1, isUp ? -1 : size + 1);
  }
  pen.stroke();
  return context.createPattern(tile, 'repeat') ?? undefined;
}
