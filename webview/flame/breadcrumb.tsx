import { cutName } from '../../profile/cutName.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis } from '../model/analysis.ts';

interface Props {
  readonly analysis: Analysis;
  readonly zoom: readonly FrameIndex[];
  readonly onZoom: (path: readonly FrameIndex[]) => void;
}

/** Steps shown at the end of a long way. */
const shown = 5;

/** The way to what is zoomed to; nothing while all is shown. */
export function Breadcrumb({ analysis, zoom, onZoom }: Props) {
  if (zoom.length === 0) return null;
  const first = Math.max(0, zoom.length - shown);
  return (
    <nav class="breadcrumb" aria-label="Zoom">
      <button type="button" onClick={() => onZoom([])}>
        all
      </button>
      {first > 0 && <span aria-hidden="true">› …</span>}
      {zoom.slice(first).map((frame, i) => {
        const path = zoom.slice(0, first + i + 1);
        const isLast = path.length === zoom.length;
        const name = analysis.nameOf(frame);
        return (
          <span key={path.length}>
            <span aria-hidden="true">› </span>
            <button
              type="button"
              title={name}
              aria-current={isLast ? 'location' : undefined}
              onClick={() => onZoom(path)}
            >
              <bdi>{cutName(name, 40)}</bdi>
            </button>
          </span>
        );
      })}
    </nav>
  );
}
