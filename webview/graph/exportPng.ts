import { standalone } from './exportSvg.ts';
import type { GraphLayout } from './layout.ts';

/** Canvases end somewhere, at so many pixels a side. */
const longest = 16_000;

/**
 * The drawing as a picture of twice its size, in the colours of the theme. Drawn shape by shape: the page may not load
 * images, not even its own.
 */
export async function pngFile(drawing: SVGSVGElement, layout: GraphLayout): Promise<Uint8Array> {
  const { svg, width, height } = standalone(drawing, layout);
  const ratio = Math.min(2, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(width * ratio));
  canvas.height = Math.max(1, Math.floor(height * ratio));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The picture is too large to be drawn.');
  context.scale(ratio, ratio);
  drawShapes(context, svg);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture is too large to be drawn.');
  return new Uint8Array(await blob.arrayBuffer());
}

function drawShapes(context: CanvasRenderingContext2D, parent: Element): void {
  for (const element of parent.children) {
    context.save();
    context.globalAlpha *= number(element, 'opacity', 1);
    const [, x = '0', y = '0'] = /translate\(([\d.-]+) ([\d.-]+)\)/.exec(element.getAttribute('transform') ?? '') ?? [];
    context.translate(Number(x), Number(y));
    if (element.tagName === 'g') drawShapes(context, element);
    else if (element.tagName === 'text') drawText(context, element);
    else {
      const shape = shapeOf(element);
      if (shape) drawShape(context, element, shape);
    }
    context.restore();
  }
}

function shapeOf(element: Element): Path2D | undefined {
  if (element.tagName === 'path') return new Path2D(element.getAttribute('d') ?? '');
  if (element.tagName === 'polygon') return new Path2D(`M${element.getAttribute('points') ?? ''}Z`);
  if (element.tagName !== 'rect') return undefined;
  const path = new Path2D();
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number(element, name, 0));
  path.roundRect(x ?? 0, y ?? 0, width ?? 0, height ?? 0, number(element, 'rx', 0));
  return path;
}

function drawShape(context: CanvasRenderingContext2D, element: Element, shape: Path2D): void {
  const [fill, stroke] = [element.getAttribute('fill') ?? 'none', element.getAttribute('stroke') ?? 'none'];
  if (fill !== 'none') {
    context.fillStyle = fill;
    context.fill(shape);
  }
  if (stroke === 'none') return;
  context.strokeStyle = stroke;
  context.lineWidth = number(element, 'stroke-width', 1);
  context.setLineDash((element.getAttribute('stroke-dasharray') ?? '').match(/[\d.]+/g)?.map(Number) ?? []);
  context.stroke(shape);
}

/** Lines of text, each in an element of its own that says how far below the one before it stands, in heights of letters. */
function drawText(context: CanvasRenderingContext2D, text: Element): void {
  const size = number(text, 'font-size', 11);
  const [weight, family] = [text.getAttribute('font-weight') ?? '', text.getAttribute('font-family') ?? 'monospace'];
  context.font = `${weight} ${size}px ${family}`;
  context.textAlign = 'center';
  context.fillStyle = text.getAttribute('fill') ?? 'black';
  let y = number(text, 'y', 0);
  for (const line of text.children) {
    y += Number.parseFloat(line.getAttribute('dy') ?? '0') * size;
    context.fillText(line.textContent, number(line, 'x', 0), y);
  }
}

function number(element: Element, name: string, otherwise: number): number {
  const value = Number.parseFloat(element.getAttribute(name) ?? '');
  return Number.isNaN(value) ? otherwise : value;
}
