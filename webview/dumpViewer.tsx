import { useEffect, useMemo, useState } from 'preact/hooks';
import { goroutineFilters } from '../profile/goroutines/queryGroups.ts';
import { filterCount, withFilter } from '../profile/query/viewQuery.ts';
import type { ViewName } from '../protocol/webview.ts';
import { type CommandSource, focusOnView, takeCommon, useCommands, useStateReport } from './commands.ts';
import { type CountedWish, useExport } from './export/useExport.ts';
import { FilterBar } from './filters/filterBar.tsx';
import { useFilters } from './filters/useFilters.ts';
import { GoroutinesView } from './goroutines/goroutinesView.tsx';
import { searchPattern } from './goroutines/rows.ts';
import { type Host, type KeptState, keepState } from './host.ts';
import { wholeView } from './model/analysis.ts';
import { type Base, type Content, goroutinesShown } from './model/content.ts';
import { goroutineSentence } from './model/describe.ts';
import { openFrame } from './model/openFrame.ts';
import { BaseBar } from './parts/baseBar.tsx';
import { SearchField } from './parts/searchField.tsx';
import { ViewTabs } from './parts/viewTabs.tsx';
import type { Recording } from './series/recordings.ts';
import { SeriesView } from './series/seriesView.tsx';

interface Props {
  readonly host: Host;
  readonly commands: CommandSource;
  readonly name: string;
  readonly content: Extract<Content, { kind: 'dump' }>;
  readonly base: Base | undefined;
  /** Further recordings, which it is looked at with. */
  readonly series: readonly Recording[];
  readonly exportWish: CountedWish;
  readonly ownModules: readonly string[];
  readonly kept: KeptState;
}

/** A goroutine dump in text form: its groups, and their growth where it is one of several. */
export function DumpViewer({ host, commands, name, content, base, series, exportWish, ownModules, kept }: Props) {
  const [search, setSearch] = useState(kept.search ?? '');
  const seriesKey = series.map((other) => other.name).join('\n');
  const views: readonly ViewName[] = series.length > 0 ? ['series', 'goroutines'] : ['goroutines'];
  const [wanted, setView] = useState<ViewName>(kept.series === seriesKey ? (kept.view ?? 'goroutines') : 'series');
  const view = views.includes(wanted) ? wanted : 'goroutines';
  const filters = useFilters(kept.query);
  const { query, shown } = filters;
  const whole = content.goroutines;
  const set = useMemo(() => goroutinesShown(content, shown, ownModules) ?? whole, [content, shown, ownModules]);
  const before = useMemo(() => base && goroutinesShown(base.content, shown, ownModules), [base, shown, ownModules]);
  const recordings = useMemo(() => [{ name, content }, ...series], [name, content, series]);
  useEffect(() => keepState({ search, view, series: seriesKey, query }), [search, view, seriesKey, query]);
  useStateReport(host, {
    view,
    views,
    sampleTypes: [],
    sampleType: 0,
    canUndo: filters.undo !== undefined,
    canRedo: filters.redo !== undefined,
    hasFilters: filters.clear !== undefined,
    isZoomed: false,
  });
  useCommands(commands, (command) => {
    if (command.do === 'show' && views.includes(command.view)) {
      setView(command.view);
      focusOnView();
    } else takeCommon(command, filters);
  });
  const startExport = useExport(
    host,
    () => ({ kind: 'goroutines', name, baseName: base?.name, set, base: before }),
    exportWish,
  );
  const pattern = searchPattern(search);
  const error = typeof pattern === 'object' ? pattern.error : '';
  const isMismatch = base !== undefined && before === undefined;
  return (
    <div class="viewer">
      <header class="strip">
        {views.length > 1 && <ViewTabs view={view} views={views} onView={setView} />}
        <SearchField value={search} label="Search goroutines" note={error} isBad={error !== ''} onInput={setSearch} />
        <BaseBar
          host={host}
          baseName={base?.name}
          problem={isMismatch ? `${base?.name} holds no goroutines` : undefined}
          isSeries={series.length > 0}
          onExport={startExport}
        />
        <span class="sentence">{goroutineSentence(set, whole, filterCount(shown))}</span>
      </header>
      <FilterBar filters={filters} warnings={[]} kinds={goroutineFilters} hasOptions={false} />
      <main class="view">
        <h1 class="visually-hidden">{name}</h1>
        <div
          id="view"
          class="panel"
          {...(views.length > 1 ? { role: 'tabpanel' as const, 'aria-labelledby': `tab-${view}` } : {})}
        >
          {view === 'series' ? (
            <SeriesView
              recordings={recordings}
              sampleType=""
              search={search}
              open={wholeView}
              onOpen={openFrame(host)}
            />
          ) : (
            <GoroutinesView
              set={set}
              base={before}
              search={search}
              ownModules={ownModules}
              onOpen={openFrame(host)}
              onCopy={(text) => void host.call('copy', { text })}
              onFilter={(filter) => filters.change(withFilter(query, filter))}
            />
          )}
        </div>
      </main>
    </div>
  );
}
