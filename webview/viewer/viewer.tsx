import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { none, type Profile } from '../../profile/profile.ts';
import { filterCount, withFilter } from '../../profile/query/viewQuery.ts';
import { hasNames } from '../../profile/view/plainGranularity.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { PageCommand, PageSettings, ViewName } from '../../protocol/webview.ts';
import { type CommandSource, focusOnView, takeCommon, useCommands, useStateReport } from '../commands.ts';
import { CompareBar } from '../compare/compareBar.tsx';
import { type CompareOptions, plainComparison } from '../compare/compareOptions.ts';
import type { Picture } from '../export/picture.ts';
import { type CountedWish, useExport } from '../export/useExport.ts';
import { FilterBar } from '../filters/filterBar.tsx';
import { useFilters } from '../filters/useFilters.ts';
import type { Growth } from '../flame/geometry.ts';
import { type Host, type KeptState, keepState } from '../host.ts';
import { Analysis } from '../model/analysis.ts';
import type { Base } from '../model/content.ts';
import { goroutineSentence, sentence } from '../model/describe.ts';
import { hotSpotBeside } from '../model/hotSpots.ts';
import { openFrame } from '../model/openFrame.ts';
import { movedTo, type Place, placeNamed, selectionNamed } from '../model/place.ts';
import type { Selection } from '../model/selection.ts';
import { hasLabels, isThreads, viewsOf } from '../model/views.ts';
import { BaseBar } from '../parts/baseBar.tsx';
import { NoNames } from '../parts/noNames.tsx';
import { Strip } from '../parts/strip.tsx';
import type { Recording } from '../series/recordings.ts';
import { actionsOf } from './actions.ts';
import { usePageWidth } from './usePageWidth.ts';
import { useSearch } from './useSearch.ts';
import { mismatch, startType, useSubject } from './useSubject.ts';
import { ViewPanel } from './viewPanel.tsx';

interface Props {
  readonly host: Host;
  readonly commands: CommandSource;
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
  const { host, name, profile, base, series, ownModules, kept, wish } = props;
  const [compare, setCompare] = useState<CompareOptions>(kept.compare ?? plainComparison);
  const filters = useFilters(kept.query);
  const { shown } = filters;
  const subject = useSubject({ profile, base, normalize: compare.normalize, query: shown, ownModules });
  const { types, view, goroutines, goroutinesBefore } = subject;
  const seriesKey = series.map((other) => other.name).join('\n');
  const isCompared = types.some((t) => t.base !== undefined);
  const views = viewsOf({
    series: series.length > 0,
    goroutines: goroutines !== undefined,
    comparison: isCompared,
    labels: hasLabels(subject.profile),
  });
  const [wanted, setViewName] = useState<ViewName | undefined>(
    // A new series is what one wants to see.
    series.length > 0 && kept.series !== seriesKey ? 'series' : kept.view,
  );
  const viewName = wanted && views.includes(wanted) ? wanted : (views[0] ?? 'flame');
  const [sampleType, setSampleType] = useState(() => startType(profile, types, kept.sampleType));
  const type = types[sampleType];
  const [search, setSearch] = useState(kept.search ?? '');
  const width = usePageWidth();
  const analysis = useMemo(
    () => new Analysis(view, type?.index ?? 0, type?.base, compare.colouring, width),
    [view, type, compare.colouring, width],
  );
  // A tab that comes back reads nothing by itself.
  const [isAsked, setAsked] = useState(false);
  const [growth, setGrowth] = useState<Growth>(kept.growth ?? props.settings.growth);
  const [place, setPlace] = useState<Place>(() => placeNamed(analysis, kept.zoom ?? [], kept.selected));
  const { zoom, selection } = useMemo(
    () => (place.view === view ? place : movedTo(analysis, place)),
    [place, view, analysis],
  );
  const setZoom = (path: readonly FrameIndex[]): void => setPlace({ view, zoom: path, selection });
  const setSelection = (next: Selection | undefined): void => setPlace({ view, zoom, selection: next });

  useEffect(
    () => host.notify('shown', { sampleType: type?.own ?? 0, query: shown }),
    [host, type?.own, shown, profile],
  );
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

  const { tree } = analysis.flame(zoom);
  const { found, note, isBad } = useSearch(view, search, viewName, () => tree);
  const recordings = useMemo(
    () => [{ name, content: { kind: 'profile' as const, profile } }, ...series],
    [name, profile, series],
  );
  const picture = useRef<Picture | undefined>(undefined);
  const startExport = useExport(
    host,
    () => ({
      kind: 'profile',
      name,
      baseName: base?.name,
      analysis,
      columns: types.map((t) => ({ type: t.type, unit: t.unit, index: t.index, base: t.base })),
      active: sampleType,
      zoom,
      ownModules,
      picture: viewName === 'graph' ? picture.current : 'flame',
    }),
    props.exportWish,
  );
  const showView = (next: ViewName): void => {
    if (next === 'source') setAsked(true);
    setViewName(next);
  };
  const showCallers = (frame: FrameIndex): void => {
    if (frame === none) return;
    setSelection({ frame });
    setViewName('callers');
  };
  useStateReport(host, {
    view: viewName,
    views,
    sampleTypes: types.map((t) => t.type),
    sampleType,
    canUndo: filters.undo !== undefined,
    canRedo: filters.redo !== undefined,
    hasFilters: filters.clear !== undefined,
    isZoomed: zoom.length > 0,
  });
  const goToHotSpot = (step: 1 | -1): void => {
    const frame = hotSpotBeside(analysis, selection?.frame, step);
    if (frame !== undefined) setSelection(selectionNamed(analysis, analysis.nameOf(frame)));
  };
  useCommands(props.commands, (command: PageCommand): void => {
    if (command.do === 'show' && views.includes(command.view)) {
      showView(command.view);
      focusOnView();
    } else if (command.do === 'chooseSampleType' && types[command.sampleType]) setSampleType(command.sampleType);
    else if (command.do === 'goToHotSpot') goToHotSpot(command.step);
    else if (command.do === 'resetZoom') setZoom([]);
    else takeCommon(command, filters);
  });
  const count = filterCount(shown);
  return (
    <div class="viewer">
      <Strip
        sampleTypes={types}
        sampleType={sampleType}
        view={viewName}
        views={views}
        search={search}
        searchNote={note}
        isSearchBad={isBad}
        sentence={
          viewName === 'goroutines' && goroutines
            ? goroutineSentence(
                goroutines,
                subject.allGoroutines ?? goroutines,
                count,
                isThreads(profile) ? 'threads' : 'goroutines',
              )
            : sentence(analysis, viewName === 'flame' ? tree.hiddenNodes : 0, count)
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
          problem={goroutinesBefore ? undefined : (subject.problem ?? mismatch(base))}
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
          <ViewPanel
            name={viewName}
            analysis={analysis}
            goroutines={goroutines}
            goroutinesBefore={goroutinesBefore}
            recordings={recordings}
            sampleType={type?.type ?? ''}
            filters={filters}
            filterCount={count}
            hasOtherTypes={types.length > 1}
            search={search}
            found={found}
            selection={selection}
            zoom={zoom}
            growth={growth}
            picture={picture}
            ownModules={ownModules}
            actions={actionsOf(host, analysis)}
            openFrame={openFrame(host)}
            isAsked={isAsked}
            onAsk={() => setAsked(true)}
            read={(request) => host.call('readSource', request)}
            onSelect={setSelection}
            onZoom={setZoom}
            onGrowth={setGrowth}
            onCallers={showCallers}
            onFilter={(filter) => filters.change(withFilter(filters.query, filter))}
          />
        </div>
      </main>
    </div>
  );
}
