import { useRef } from 'preact/hooks';
import type { ViewName } from '../../protocol/webview.ts';

interface Props {
  readonly view: ViewName;
  /** The views that there are. */
  readonly views: readonly ViewName[];
  readonly onView: (view: ViewName) => void;
}

const titles: Readonly<Record<ViewName, string>> = {
  series: 'Series',
  changes: 'Changes',
  flame: 'Flame',
  table: 'Table',
  callers: 'Callers',
  graph: 'Graph',
  source: 'Source',
  labels: 'Labels',
  goroutines: 'Goroutines',
};

/** The views of a file, as tabs. */
export function ViewTabs({ view, views, onView }: Props) {
  const tabs = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = (views.indexOf(view) + by + views.length) % views.length;
    onView(views[next] ?? 'flame');
    tabs.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div ref={tabs} class="tabs" role="tablist" aria-label="View" onKeyDown={step}>
      {views.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={name === view}
          aria-controls="view"
          tabIndex={name === view ? 0 : -1}
          onClick={() => onView(name)}
        >
          {titles[name]}
        </button>
      ))}
    </div>
  );
}
