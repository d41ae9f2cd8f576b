import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { ValueType } from '../../profile/profile.ts';
import type { ViewName } from '../host.ts';
import { SearchField } from './searchField.tsx';

interface Props {
  readonly sampleTypes: readonly ValueType[];
  readonly sampleType: number;
  readonly view: ViewName;
  /** The views that the profile has. */
  readonly views: readonly ViewName[];
  readonly search: string;
  readonly searchNote: string;
  readonly isSearchBad: boolean;
  readonly sentence: string;
  readonly onSampleType: (index: number) => void;
  readonly onView: (view: ViewName) => void;
  readonly onSearch: (text: string) => void;
  /** What stands between search and sentence. */
  readonly children?: ComponentChildren;
}

const titles: Readonly<Record<ViewName, string>> = {
  flame: 'Flame',
  table: 'Table',
  callers: 'Callers',
  graph: 'Graph',
  source: 'Source',
  goroutines: 'Goroutines',
};

/** What stands above every view. */
export function Strip(props: Props) {
  const tabs = useRef<HTMLDivElement>(null);
  const { sampleTypes, sampleType, view, views, onView } = props;
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = (views.indexOf(view) + by + views.length) % views.length;
    onView(views[next] ?? 'flame');
    tabs.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <header class="strip">
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
      <vscode-single-select
        class="sample-type"
        label="Sample type"
        aria-label="Sample type"
        selectedIndex={sampleType}
        value={String(sampleType)}
        onChange={(e: Event) => props.onSampleType(Number((e.target as HTMLInputElement).value))}
      >
        {sampleTypes.map(({ type, unit }, i) => (
          <vscode-option key={type} value={String(i)} selected={i === sampleType}>
            {unit === 'count' || unit === '' ? type : `${type} (${unit})`}
          </vscode-option>
        ))}
      </vscode-single-select>
      <SearchField
        value={props.search}
        label={view === 'goroutines' ? 'Search goroutines' : 'Search functions'}
        note={props.searchNote}
        isBad={props.isSearchBad}
        onInput={props.onSearch}
      />
      {props.children}
      <span class="sentence" title={props.sentence}>
        {props.sentence}
      </span>
    </header>
  );
}
