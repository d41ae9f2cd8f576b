interface Props {
  readonly nodeCount: number;
  readonly shown: number;
  readonly hidden: number;
  /** The selected function is not in the drawing. */
  readonly isMissing: boolean;
  readonly isCompared: boolean;
  readonly canSave: boolean;
  readonly onNodeCount: (count: number) => void;
  readonly onZoomIn: () => void;
  readonly onZoomOut: () => void;
  readonly onWhole: () => void;
  /** Whether labels are drawn; undefined where there are none. */
  readonly hasTags: boolean | undefined;
  readonly onTags: (isOn: boolean) => void;
  readonly onSave: (form: 'svg' | 'png') => void;
}

/** pprof draws 80. */
const counts = [20, 40, 80, 160, 320];

/** What stands above the graph. */
export function GraphBar(props: Props) {
  const { nodeCount, shown, hidden, isMissing, isCompared } = props;
  const note = `${shown.toLocaleString('en')} functions${hidden > 0 ? `, ${hidden.toLocaleString('en')} too small or beyond the limit` : ''}`;
  return (
    <div class="graph-bar">
      <label>
        At most{' '}
        <select value={String(nodeCount)} onChange={(e) => props.onNodeCount(Number(e.currentTarget.value))}>
          {counts.map((count) => (
            <option key={count} value={String(count)}>
              {count}
            </option>
          ))}
        </select>{' '}
        boxes
      </label>
      {props.hasTags !== undefined && (
        <button
          type="button"
          class="toggle"
          aria-pressed={props.hasTags}
          title="Draw the labels of functions as boxes of their own"
          onClick={() => props.onTags(!props.hasTags)}
        >
          Labels
        </button>
      )}
      <span class="by">
        {note}
        {isCompared && ' · differences, in shares of what was before'}
        {isMissing && ' · the selected function is not among them'}
      </span>
      <span class="graph-buttons">
        <button type="button" class="link" aria-label="Zoom in" title="Zoom in (+)" onClick={props.onZoomIn}>
          +
        </button>
        <button type="button" class="link" aria-label="Zoom out" title="Zoom out (-)" onClick={props.onZoomOut}>
          −
        </button>
        <button type="button" class="link" title="Show all (0)" onClick={props.onWhole}>
          Fit
        </button>
        <button type="button" class="link" disabled={!props.canSave} onClick={() => props.onSave('svg')}>
          Save as SVG
        </button>
        <button type="button" class="link" disabled={!props.canSave} onClick={() => props.onSave('png')}>
          Save as PNG
        </button>
      </span>
    </div>
  );
}
