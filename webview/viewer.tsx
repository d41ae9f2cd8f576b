import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { none, type Profile } from '../profile/profile.ts';
import type { Filter } from '../profile/query/filter.ts';
import { filterCount, withFilter } from '../profile/query/viewQuery.ts';
import { formatPercent } from '../profile/units.ts';
import { hasNames } from '../profile/view/plainGranularity.ts';
import type { FrameIndex } from '../profile/view.ts';
import type { PageSettings, SourceRequest } from '../protocol/webview.ts';
import { CallersView } from './callers/callersView.tsx';
import { ChangesView } from './compare/changesView.tsx';
import { CompareBar } from './compare/compareBar.tsx';
import { type CompareOptions, plainComparison } from './compare/compareOptions.ts';
import { type CountedWish, useExport } from './export/useExport.ts';
import { FilterBar } from './filters/filterBar.tsx';
import { useFilters } from './filters/useFilters.ts';
import { FlameView } from './flame/flameView.tsx';
import type { Growth } from './flame/geometry.ts';
import { GoroutinesView } from './goroutines/goroutinesView.tsx';
import { GraphView } from './graph/graphView.tsx';
import { type Host, type KeptState, keepState, type ViewName } from './host.ts';
import { LabelsView } from './labels/labelsView.tsx';
import { Analysis, queriedView, wholeView } from './model/analysis.ts';
import { type Base, goroutinesOf, goroutinesShown } from './model/content.ts';
import { goroutineSentence, sentence } from './model/describe.ts';
import { openFrame } from './model/openFrame.ts';
import { movedTo, type Place, placeNamed, selectionNamed } from './model/place.ts';
import { matchedTotal, search as searchFrames } from './model/search.ts';
import type { Selection } from './model/selection.ts';
import { type SubjectType, subjectOf } from './model/subject.ts';
import { BaseBar } from './parts/baseBar.tsx';
import { EmptyPage } from './parts/emptyPage.tsx';
import { NoNames } from './parts/noNames.tsx';
import { Strip } from './parts/strip.tsx';
import { useSettled } from './parts/useSettled.ts';
import type { Recording } from './series/recordings.ts';
import { SeriesView } from './series/seriesView.tsx';
import { SourceView } from './source/sourceView.tsx';
import { TableView } from './table/tableView.tsx';

interface Props {
  readonly host: Host;
  /** The file's name. */
  readonly name: string;
  readonly profile: Profile;
  readonly base: Base | undefined;
  /** Further recordings, which it is looked at with. */
  readonly series: readonly Recording[];
  readonly exportWish: CountedWish;
  readonly ownModules: readonly string[];
  readonly settings: PageSettings;
  readonly kept: KeptState;
  /** A function to show, and a count that tells one wish from the next. */
  readonly wish: { readonly function: string; readonly count: number } | undefined;
}

/** A profile that was read: the strip, and one view below it. */
export function Viewer(props: Props) {
  const { host, name, profile, base, series, exportWish, ownModules, settings, kept, wish } = props;
  const allGoroutines = useMemo(() => goroutinesOf({ kind: 'profile', profile }), [profile]);
  const [compare, setCompare] = useState<CompareOptions>(kept.compare ?? plainComparison);
  const {
    profile: subject,
    types,
    problem,
  } = useMemo(() => subjectOf(profile, base, compare.normalize), [profile, base, compare.normalize]);
  const filters = useFilters(kept.query);
  const { shown } = filters;
  const view = useMemo(() => queriedView(subject, shown, ownModules), [subject, shown, ownModules]);
  const goroutines = useMemo(
    () => goroutinesShown({ kind: 'profile', profile }, shown, ownModules),
    [profile, shown, ownModules],
  );
  const goroutinesBefore = useMemo(
    () => base && goroutinesShown(base.content, shown, ownModules),
    [base, shown, ownModules],
  );
  const seriesKey = series.map((other) => other.name).join('\n');
  const isCompared = types.some((t) => t.base !== undefined);
  const views: readonly ViewName[] = [
    ...(series.length > 0 ? (['series'] as const) : []),
    ...(goroutines ? (['goroutines'] as const) : []),
    'flame',
    'table',
    ...(isCompared ? (['changes'] as const) : []),
    'callers',
    'graph',
    'source',
    ...(hasLabels(subject) ? (['labels'] as const) : []),
  ];
  const [wanted, setViewName] = useState<ViewName | undefined>(
    // A new series is what one wants to see.
    series.length > 0 && kept.series !== seriesKey ? 'series' : kept.view,
  );
  const viewName = wanted && views.includes(wanted) ? wanted : (views[0] ?? 'flame');
  const [sampleType, setSampleType] = useState(() => startType(profile, types, kept.sampleType));
  const type = types[sampleType];
  const [search, setSearch] = useState(kept.search ?? '');
  const analysis = useMemo(
    () => new Analysis(view, type?.index ?? 0, type?.base, compare.colouring),
    [view, type, compare.colouring],
  );
  // A tab that comes back reads nothing by itself.
  const [isAsked, setAsked] = useState(false);
  const [growth, setGrowth] = useState<Growth>(kept.growth ?? settings.growth);
  const [place, setPlace] = useState<Place>(() => placeNamed(analysis, kept.zoom ?? [], kept.selected));
  const { zoom, selection } = useMemo(
    () => (place.view === view ? place : movedTo(analysis, place)),
    [place, view, analysis],
  );
  const setZoom = (path: readonly FrameIndex[]): void => setPlace({ view, zoom: path, selection });
  const setSelection = (next: Selection | undefined): void => setPlace({ view, zoom, selection: next });

  useEffect(() => host.notify('shown', { sampleType: type?.own ?? 0 }), [host, type, profile]);
  // At once: the page may be gone before effects run.
  useLayoutEffect(() => {
    keepState({
      view: viewName,
      sampleType: type?.type ?? '',
      search,
      growth,
      query: filters.query,
      compare,
      series: seriesKey,
      zoom: zoom.map((f) => analysis.nameOf(f)),
      ...(selection ? { selected: analysis.nameOf(selection.frame) } : {}),
    });
  }, [viewName, sampleType, search, growth, compare, seriesKey, zoom, selection, analysis, filters.query]);
  useEffect(() => {
    if (!wish) return;
    setPlace({ view, zoom: [], selection: selectionNamed(analysis, wish.function) });
  }, [wish]);

  const isEmpty = analysis.kept === 0 && analysis.baseKept === 0;
  const settled = useSettled(search, view.frames.count > manyFrames ? 150 : 0);
  const result = useMemo(() => searchFrames(view.frames, settled), [view, settled]);
  const found = result && 'frames' in result ? result : undefined;
  const { tree } = analysis.flame(zoom);
  const note =
    result === undefined || viewName === 'goroutines' || viewName === 'labels'
      ? result !== undefined && 'error' in result
        ? result.error
        : ''
      : 'error' in result
        ? result.error
        : matches(result.count, matchedTotal(tree, result), tree.total[0] ?? 0);

  const openPlace = (place: SourceRequest): void => {
    void host.call('openSource', place).catch((error: Error) => host.notify('report', { message: error.message }));
  };
  const open = (frame: FrameIndex, toSide: boolean): void => {
    const { functionName, startLine } = analysis.view.frames;
    const name = functionName[frame];
    if (name === undefined) return;
    openPlace({ function: name, file: analysis.fileOf(frame), line: 0, startLine: startLine[frame] ?? 0, toSide });
  };
  const recordings = useMemo(
    () => [{ name, content: { kind: 'profile' as const, profile } }, ...series],
    [profile, series],
  );
  const startExport = useExport(
    host,
    {
      kind: 'profile',
      name,
      baseName: base?.name,
      analysis,
      columns: types.map((t) => ({ type: t.type, unit: t.unit, index: t.index, base: t.base })),
      active: sampleType,
      zoom,
      ownModules,
    },
    exportWish,
  );
  const copy = (text: string): void => void host.call('copy', { text });
  const save = (file: string, text: string): void => {
    void host
      .call('save', { name: file, text })
      .catch((error: Error) => host.notify('report', { message: error.message }));
  };
  const showView = (name: ViewName): void => {
    if (name === 'source') setAsked(true);
    setViewName(name);
  };
  const openLine = (frame: FrameIndex, line: number, toSide: boolean): void => {
    const { file, startLine } = analysis.source(frame) ?? { file: analysis.fileOf(frame), startLine: 0 };
    openPlace({ function: analysis.view.frames.functionName[frame] ?? '', file, line, startLine, toSide });
  };
  const showCallers = (frame: FrameIndex): void => {
    if (frame === none) return;
    setSelection({ frame });
    setViewName('callers');
  };
  const addFilter = (filter: Filter): void => filters.change(withFilter(filters.query, filter));
  const common = {
    analysis,
    selection,
    found,
    ownModules,
    onSelect: setSelection,
    onOpen: open,
    onCopy: copy,
    onFilter: addFilter,
  };
  return (
    <div class="viewer">
      <Strip
        sampleTypes={types}
        sampleType={sampleType}
        view={viewName}
        views={views}
        search={search}
        searchNote={note}
        isSearchBad={result !== undefined && 'error' in result}
        sentence={
          viewName === 'goroutines' && goroutines
            ? goroutineSentence(
                goroutines,
                allGoroutines ?? goroutines,
                filterCount(shown),
                isThreads(profile) ? 'threads' : 'goroutines',
              )
            : sentence(analysis, viewName === 'flame' ? tree.hiddenNodes : 0, filterCount(shown))
        }
        onSampleType={setSampleType}
        onView={showView}
        onSearch={setSearch}
      >
        <BaseBar
          host={host}
          baseName={base?.name}
          isSeries={series.length > 0}
          onExport={startExport}
          problem={goroutinesBefore ? undefined : (problem ?? mismatch(base))}
        />
      </Strip>
      <FilterBar filters={filters} warnings={view.warnings} />
      {!hasNames(profile) && <NoNames />}
      {isCompared && base && (
        <CompareBar analysis={analysis} baseName={base.name} options={compare} onChange={setCompare} />
      )}
      <main class="view">
        <h1 class="visually-hidden">{name}</h1>
        <div id="view" class="panel" role="tabpanel" aria-labelledby={`tab-${viewName}`}>
          {viewName === 'series' ? (
            <SeriesView
              recordings={recordings}
              sampleType={type?.type ?? ''}
              search={search}
              open={wholeView}
              onOpen={openFrame(host)}
            />
          ) : viewName === 'goroutines' && goroutines ? (
            <GoroutinesView
              set={goroutines}
              base={goroutinesBefore}
              search={search}
              ownModules={ownModules}
              onOpen={openFrame(host)}
              onFilter={addFilter}
              selected={selection && analysis.nameOf(selection.frame)}
              onSelect={(functionName) => setSelection(selectionNamed(analysis, functionName))}
            />
          ) : isEmpty ? (
            <EmptyPage
              type={analysis.valueType.type}
              hasOtherTypes={types.length > 1}
              filters={filterCount(shown) > 0 && analysis.whole > 0 ? filters : undefined}
            />
          ) : viewName === 'labels' ? (
            <LabelsView
              analysis={analysis}
              query={filters.query}
              search={search}
              onQuery={filters.change}
              onCopy={copy}
            />
          ) : viewName === 'flame' ? (
            <FlameView
              {...common}
              zoom={zoom}
              growth={growth}
              onZoom={setZoom}
              onGrowth={setGrowth}
              onCallers={showCallers}
            />
          ) : viewName === 'changes' ? (
            <ChangesView {...common} />
          ) : viewName === 'callers' ? (
            <CallersView {...common} />
          ) : viewName === 'source' ? (
            <SourceView
              {...common}
              isAsked={isAsked}
              onAsk={() => setAsked(true)}
              read={(wanted) => host.call('readSource', wanted)}
              onOpenLine={openLine}
            />
          ) : viewName === 'graph' ? (
            <GraphView {...common} onCallers={showCallers} onSave={save} />
          ) : (
            <TableView {...common} />
          )}
        </div>
      </main>
    </div>
  );
}

/** With more than these a search waits for a pause in typing. */
const manyFrames = 5000;

/** Some profiles have none at all. */
const hasLabels = ({ labels }: Profile): boolean => labels.key.length > 0;

/** What the stacks of a threadcreate profile are of. */
const isThreads = ({ header }: Profile): boolean => header.sampleTypes.some(({ type }) => type === 'threadcreate');

/** A dump has goroutines to compare, and no other figures. */
const mismatch = (base: Base | undefined): string | undefined =>
  base?.content.kind === 'dump' ? `${base.name} is a goroutine dump` : undefined;

function startType({ header }: Profile, types: readonly SubjectType[], keptName: string | undefined): number {
  const kept = types.findIndex(({ type }) => type === keptName);
  if (kept >= 0) return kept;
  return Math.max(
    0,
    types.findIndex((t) => t.own === header.defaultSampleType),
  );
}

function matches(count: number, matched: number, total: number): string {
  if (count === 0) return 'no match';
  return `${count.toLocaleString('en')} ${count === 1 ? 'function' : 'functions'}, ${formatPercent(matched, total)}`;
}
