import { useRef } from 'preact/hooks';
import type { ValueType } from '../../profile/profile.ts';
import type { ViewName } from '../host.ts';

interface Props {
  readonly sampleTypes: readonly ValueType[];
  readonly sampleType: number;
  readonly view: ViewName;
  readonly search: string;
  readonly searchNote: string;
  readonly isSearchBad: boolean;
  readonly sentence: string;
  readonly onSampleType: (index: number) => void;
  readonly onView: (view: ViewName) => void;
  readonly onSearch: (text: string) => void;
}

const views: readonly { readonly name: ViewName; readonly title: string }[] = [
  { name: 'flame', title: 'Flame' },
  { name: 'table', title: 'Table' },
];

/** What stands above every view. */
export function Strip(props: Props) {
  const tabs = useRef<HTMLDivElement>(null);
  const { sampleTypes, sampleType, view, onView } = props;
  const step = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const next = (views.findIndex((v) => v.name === view) + by + views.length) % views.length;
    onView(views[next]?.name ?? 'flame');
    tabs.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <header class="strip">
      <div ref={tabs} class="tabs" role="tablist" aria-label="View" onKeyDown={step}>
        {views.map(({ name, title }) => (
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
            {title}
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
      <vscode-textfield
        class="search"
        type="search"
        placeholder="Search functions"
        label="Search functions"
        aria-label="Search functions, a regular expression"
        value={props.search}
        invalid={props.isSearchBad}
        onInput={(e: Event) => props.onSearch((e.target as HTMLInputElement).value)}
      />
      <output class={`search-note${props.isSearchBad ? ' bad' : ''}`} title={props.searchNote}>
        {props.searchNote}
      </output>
      <span class="sentence" title={props.sentence}>
        {props.sentence}
      </span>
    </header>
  );
}
