/** What part of a drawing is seen: a point p of it is at `p * scale + (x, y)` of the pane. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const smallest = 0.05;
const largest = 4;
/** Smaller texts cannot be read: a large graph begins at its top instead of as a whole. */
const readable = 0.45;
const margin = 12;

/** The whole drawing, if it can be read so; else its top. */
export function begin(graph: Size, pane: Size): Camera {
  const whole = wholeIn(graph, pane);
  if (whole.scale >= readable) return whole;
  return { scale: readable, x: (pane.width - graph.width * readable) / 2, y: margin };
}

/** The whole drawing in the middle of the pane, never larger than it is. */
export function wholeIn(graph: Size, pane: Size): Camera {
  const scale = clamp(
    Math.min(1, (pane.width - 2 * margin) / (graph.width || 1), (pane.height - 2 * margin) / (graph.height || 1)),
  );
  return { scale, x: (pane.width - graph.width * scale) / 2, y: (pane.height - graph.height * scale) / 2 };
}

/** Closer or further away, with what is at a point of the pane staying there. */
export function zoomAt(camera: Camera, factor: number, x: number, y: number): Camera {
  const scale = clamp(camera.scale * factor);
  const ratio = scale / camera.scale;
  return { scale, x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio };
}

/** Moves as little as needed for a box (its middle and size) to be seen. */
export function reveal(camera: Camera, box: Size & { readonly x: number; readonly y: number }, pane: Size): Camera {
  const shift = (middle: number, size: number, at: number, room: number): number => {
    const low = (middle - size / 2) * camera.scale + at - margin;
    const high = (middle + size / 2) * camera.scale + at + margin;
    if (high - low > room) return room / 2 - middle * camera.scale;
    return at + (low < 0 ? -low : high > room ? room - high : 0);
  };
  return {
    scale: camera.scale,
    x: shift(box.x, box.width, camera.x, pane.width),
    y: shift(box.y, box.height, camera.y, pane.height),
  };
}

const clamp = (scale: number): number => Math.max(smallest, Math.min(largest, scale));
