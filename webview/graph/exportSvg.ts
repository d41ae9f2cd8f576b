import type { GraphLayout } from './layout.ts';

/** What looks depend on; everything else in the drawing is in its attributes. */
const styles = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-weight',
  'text-anchor',
];

const margin = 12;

/** The drawing as a file of its own. */
export function svgFile(drawing: SVGSVGElement, layout: GraphLayout): string {
  return new XMLSerializer().serializeToString(standalone(drawing, layout).svg);
}

/** The drawing on its own: whole, at its own size, with the colours of the theme written out. */
export function standalone(
  drawing: SVGSVGElement,
  { width, height }: GraphLayout,
): { readonly svg: SVGSVGElement; readonly width: number; readonly height: number } {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [drawing.querySelectorAll('*'), copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const target = copies[i];
    for (const name of ['style', 'class', 'data-node']) target?.removeAttribute(name);
    if (/^(rect|path|polygon|text|g)$/.test(original.tagName))
      for (const name of styles) target?.setAttribute(name, style.getPropertyValue(name));
  });
  copy.firstElementChild?.setAttribute('transform', `translate(${margin} ${margin})`);
  const [w, h] = [Math.ceil(width + 2 * margin), Math.ceil(height + 2 * margin)];
  for (const name of ['class', 'aria-hidden']) copy.removeAttribute(name);
  for (const [name, value] of Object.entries({
    xmlns: 'http://www.w3.org/2000/svg',
    width: w,
    height: h,
    viewBox: `0 0 ${w} ${h}`,
  }))
    copy.setAttribute(name, String(value));
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [name, value] of Object.entries({
    width: w,
    height: h,
    fill: getComputedStyle(document.body).backgroundColor,
  }))
    ground.setAttribute(name, String(value));
  copy.prepend(ground);
  return { svg: copy, width: w, height: h };
}
