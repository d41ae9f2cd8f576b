import type { ComponentChildren } from 'preact';
import type { ValueType } from '../../profile/profile.ts';
import type { ViewName } from '../../protocol/webview.ts';
import { SearchField } from './searchField.tsx';
import { ViewTabs } from './viewTabs.tsx';

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

/** What stands above every view. */
export function Strip(props: Props) {
  const { sampleTypes, sampleType, view, views, onView } = props;
  return (
    <header class="strip">
      <ViewTabs view={view} views={views} onView={onView} />
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
        label={`Search ${view === 'goroutines' || view === 'labels' ? view : 'functions'}`}
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
