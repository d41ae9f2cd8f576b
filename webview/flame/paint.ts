import type { Analysis, Flame } from '../model/analysis.ts';
import type { Found } from '../model/search.ts';
import type { Theme } from '../theme.ts';
import { boxOf, type Growth, mirrored, narrowest, rowHeight } from './geometry.ts';
import { innerWidth, outline, Pen } from './pen.ts';

/** Everything that the boxes depend on; sizes in CSS pixels. */
export interface Scene {
  readonly analysis: Analysis;
  readonly flame: Flame;
  readonly growth: Growth;
  readonly ownModules: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly found: Found | undefined;
  readonly theme: Theme;
}

/** What is marked of them. It changes with every move of the pointer, and so lies on a layer of its own. */
export interface Marks {
  readonly selectedNode: number | undefined;
  /** All boxes of it are outlined, faintly. */
  readonly selectedFrame: number | undefined;
  readonly hovered: number | undefined;
}

/** Draws the boxes that can be seen. */
export function paintBoxes(context: CanvasRenderingContext2D, scene: Scene): void {
  context.fillStyle = scene.theme.background;
  context.fillRect(0, 0, scene.width, scene.height);
  const pen = new Pen(context, scene);
  eachVisible(scene, (node, x, y, width) => pen.add(node, x, y, width));
  pen.draw();
}

/** Draws what lies over them: the box below the pointer once more, lit up, and outlines around what is selected. */
export function paintMarks(context: CanvasRenderingContext2D, scene: Scene, marks: Marks): void {
  const { theme, flame } = scene;
  const { selectedNode, selectedFrame } = marks;
  context.clearRect(0, 0, scene.width, scene.height);
  const hovered = placeOf(scene, marks.hovered);
  if (hovered) {
    context.fillStyle = theme.background;
    context.fillRect(hovered.x, hovered.y, innerWidth(hovered.width), rowHeight - 1);
    const pen = new Pen(context, scene);
    pen.add(hovered.node, hovered.x, hovered.y, hovered.width);
    pen.draw(theme.isDark ? 'rgba(255,255,255,0.16)' : 'rgba(0,0,0,0.10)');
  }
  if (selectedFrame !== undefined)
    eachVisible(scene, (node, x, y, width) => {
      if (flame.tree.frame[node] === selectedFrame && node !== selectedNode)
        outline(context, theme.focus, x, y, innerWidth(width), 1);
    });
  const selected = placeOf(scene, selectedNode);
  if (selected) outline(context, theme.focus, selected.x, selected.y, innerWidth(selected.width), 2);
}

/** The boxes of the rows that can be seen, but for those that are too narrow. */
function eachVisible(scene: Scene, visit: (node: number, x: number, y: number, width: number) => void): void {
  const { width, height, scrollTop, growth } = scene;
  const { rows, rowStarts, left, right, node } = scene.flame.rows;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight));
  const last = Math.min(rows, Math.ceil((scrollTop + height) / rowHeight));
  for (let place = first; place < last; place++) {
    const row = mirrored(rows, place, growth);
    const y = place * rowHeight - scrollTop;
    const end = rowStarts[row + 1]!;
    for (let box = rowStarts[row]!; box < end; box++) {
      const x = left[box]! * width;
      const wide = right[box]! * width - x;
      if (wide >= narrowest) visit(node[box]!, x, y, wide);
    }
  }
}

/** Where a node's box is; undefined if it is too narrow or not in sight. */
function placeOf({ flame: { rows, tree }, ...scene }: Scene, node: number | undefined) {
  if (node === undefined) return undefined;
  const depth = tree.depth[node] ?? 0;
  const box = boxOf(rows, depth, node);
  if (box === undefined) return undefined;
  const x = rows.left[box]! * scene.width;
  const width = rows.right[box]! * scene.width - x;
  const y = mirrored(rows.rows, depth, scene.growth) * rowHeight - scene.scrollTop;
  return width < narrowest || y <= -rowHeight || y >= scene.height ? undefined : { node, x, y, width };
}
