import { useRef, useState } from 'preact/hooks';

/** Less is a click with an unsteady hand (CSS pixels). */
const tolerance = 4;

/** Dragging with the main button: tells by how much since the last move. */
export function useDrag(onMove: (dx: number, dy: number) => void) {
  const start = useRef<{ x: number; y: number; moved: boolean } | undefined>(undefined);
  const moved = useRef(false);
  const [isDragging, setDragging] = useState(false);
  return {
    isDragging,
    /** Whether the last press was a drag: the click that follows it means nothing. */
    hasMoved: () => moved.current,
    onPointerDown: (e: PointerEvent): void => {
      if (e.button !== 0) return;
      moved.current = false;
      start.current = { x: e.clientX, y: e.clientY, moved: false };
    },
    onPointerMove: (e: PointerEvent): void => {
      const from = start.current;
      if (!from) return;
      const [dx, dy] = [e.clientX - from.x, e.clientY - from.y];
      if (!from.moved && Math.hypot(dx, dy) < tolerance) return;
      if (!from.moved) {
        // From now on also outside of the pane; not before, for a click would then miss what it is on.
        (e.currentTarget as Element).setPointerCapture(e.pointerId);
        setDragging(true);
      }
      start.current = { x: e.clientX, y: e.clientY, moved: true };
      moved.current = true;
      onMove(dx, dy);
    },
    onPointerUp: (): void => {
      start.current = undefined;
      setDragging(false);
    },
  };
}
