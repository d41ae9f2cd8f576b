import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { onThemeChange, readTheme, type Theme } from '../theme.ts';
import { rowHeight } from './geometry.ts';
import { type Marks, paintBoxes, paintMarks, type Scene } from './paint.ts';

/** What is drawn where the scroller is scrolled to; its size, and the theme, are found out when it is drawn. */
export type Drawn = Omit<Scene, 'width' | 'height' | 'scrollTop' | 'theme'>;

interface Layers {
  readonly boxes: RefObject<HTMLCanvasElement | null>;
  readonly marks: RefObject<HTMLCanvasElement | null>;
  /** Draws before the screen is painted next, once however often it is asked for. */
  readonly request: () => void;
}

/**
 * Two canvases, one upon the other: boxes, which are drawn again only when one of them looks or lies otherwise, and marks
 * on them, which follow the pointer.
 */
export function useLayers(scroller: RefObject<HTMLElement | null>, drawn: Drawn, marked: Marks): Layers {
  const boxes = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const theme = useRef<Theme | undefined>(undefined);
  const painted = useRef<Scene | undefined>(undefined);
  const frame = useRef(0);

  const draw = useRef(() => {});
  draw.current = () => {
    const pane = scroller.current;
    const [below, above] = [boxes.current?.getContext('2d'), marks.current?.getContext('2d')];
    if (!pane || !below || !above) return;
    theme.current ??= readTheme();
    const { clientWidth: width, clientHeight: height } = pane;
    const scrollTop = pane.scrollTop - slack(pane, drawn);
    const scene: Scene = { ...drawn, width, height, scrollTop, theme: theme.current };
    if (resized(below, width, height) || !isSame(painted.current, scene)) paintBoxes(below, scene);
    painted.current = scene;
    resized(above, width, height);
    paintMarks(above, scene, marked);
  };
  const request = useRef(() => {
    frame.current ||= requestAnimationFrame(() => {
      frame.current = 0;
      draw.current();
    });
  }).current;

  // What appears is never seen without its boxes.
  useLayoutEffect(() => (painted.current ? request() : draw.current()));
  useEffect(() => {
    // At once: it is told of a size just before that is painted.
    const sizes = new ResizeObserver(() => draw.current());
    if (scroller.current) sizes.observe(scroller.current);
    const stop = onThemeChange(() => {
      theme.current = undefined;
      request();
    });
    return () => {
      sizes.disconnect();
      stop();
      cancelAnimationFrame(frame.current);
    };
  }, []);
  return { boxes, marks, request };
}

/** Room above boxes that stand on the bottom of a larger pane. */
export const slack = (pane: HTMLElement, { growth, flame }: Pick<Drawn, 'growth' | 'flame'>): number =>
  growth === 'up' ? Math.max(0, pane.clientHeight - flame.rows.rows * rowHeight) : 0;

function isSame(before: Scene | undefined, now: Scene): boolean {
  return before !== undefined && (Object.keys(now) as (keyof Scene)[]).every((key) => before[key] === now[key]);
}

/** Whether the canvas got another size, and so is empty; CSS pixels. */
function resized(context: CanvasRenderingContext2D, width: number, height: number): boolean {
  const { canvas } = context;
  const ratio = window.devicePixelRatio;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === across && canvas.height === down) return false;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return true;
}
