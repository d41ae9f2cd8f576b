import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Profile } from '../profile/profile.ts';
import { formatPercent } from '../profile/units.ts';
import type { FrameIndex } from '../profile/view.ts';
import { FlameView } from './flame/flameView.tsx';
import { type Host, type KeptState, keepState, type ViewName } from './host.ts';
import { Analysis, pathTo, wholeView, widestOf } from './model/analysis.ts';
import { sentence } from './model/describe.ts';
import { matchedTotal, search as searchFrames } from './model/search.ts';
import type { Selection } from './model/selection.ts';
import { Strip } from './parts/strip.tsx';
import { TableView } from './table/tableView.tsx';

interface Props {
  readonly host: Host;
  /** The file's name. */
  readonly name: string;
  readonly profile: Profile;
  readonly ownModules: readonly string[];
  readonly kept: KeptState;
  /** A function to show, and a count that tells one wish from the next. */
  readonly wish: { readonly function: string; readonly count: number } | undefined;
}

/** A profile that was read: the strip, and one view below it. */
export function Viewer({ host, name, profile, ownModules, kept, wish }: Props) {
  const { sampleTypes } = profile.header;
  const view = useMemo(() => wholeView(profile), [profile]);
  const [viewName, setViewName] = useState<ViewName>(kept.view ?? 'flame');
  const [sampleType, setSampleType] = useState(() => startType(profile, kept.sampleType));
  const [search, setSearch] = useState(kept.search ?? '');
  const analysis = useMemo(() => new Analysis(view, sampleType), [view, sampleType]);
  const [zoom, setZoom] = useState<readonly FrameIndex[]>(() => framesNamed(analysis, kept.zoom ?? []));
  const [selection, setSelection] = useState<Selection | undefined>(() => selectionOf(analysis, kept.selected));

  useEffect(() => host.notify('shown', { sampleType }), [host, sampleType, profile]);
  useEffect(() => {
    keepState({
      view: viewName,
      sampleType: sampleTypes[sampleType]?.type ?? '',
      search,
      zoom: zoom.map((f) => analysis.nameOf(f)),
      ...(selection ? { selected: analysis.nameOf(selection.frame) } : {}),
    });
  }, [viewName, sampleType, search, zoom, selection, analysis]);
  useEffect(() => {
    if (!wish) return;
    setZoom([]);
    setSelection(selectionOf(analysis, wish.function));
  }, [wish]);

  const result = useMemo(() => searchFrames(view.frames, search), [view, search]);
  const found = result && 'frames' in result ? result : undefined;
  const { tree } = analysis.flame(zoom);
  const note =
    result === undefined
      ? ''
      : 'error' in result
        ? result.error
        : matches(result.count, matchedTotal(tree, result), tree.total[0] ?? 0);

  const open = (frame: FrameIndex, toSide: boolean): void => {
    if (analysis.view.frames.functionName[frame] === undefined) return;
    void host
      .call('openSource', {
        function: analysis.view.frames.functionName[frame] ?? '',
        file: analysis.fileOf(frame),
        line: 0,
        startLine: analysis.view.frames.startLine[frame] ?? 0,
        toSide,
      })
      .catch((error: Error) => host.notify('report', { message: error.message }));
  };
  const common = { analysis, selection, found, ownModules, onSelect: setSelection, onOpen: open };
  return (
    <div class="viewer">
      <Strip
        sampleTypes={sampleTypes}
        sampleType={sampleType}
        view={viewName}
        search={search}
        searchNote={note}
        isSearchBad={result !== undefined && 'error' in result}
        sentence={sentence(analysis, viewName === 'flame' ? tree.hiddenNodes : 0)}
        onSampleType={setSampleType}
        onView={setViewName}
        onSearch={setSearch}
      />
      <main class="view">
        <h1 class="visually-hidden">{name}</h1>
        <div id="view" class="panel" role="tabpanel" aria-labelledby={`tab-${viewName}`}>
          {analysis.total === 0 ? (
            <Empty type={analysis.valueType.type} hasOthers={sampleTypes.length > 1} />
          ) : viewName === 'flame' ? (
            <FlameView {...common} zoom={zoom} onZoom={setZoom} onCopy={(text) => void host.call('copy', { text })} />
          ) : (
            <TableView {...common} />
          )}
        </div>
      </main>
    </div>
  );
}

function Empty({ type, hasOthers }: { readonly type: string; readonly hasOthers: boolean }) {
  const what = type === '' ? 'no samples' : `no samples of ${type}`;
  return (
    <div class="page">
      <p>
        The profile is valid and holds {what}
        {hasOthers ? ': choose another sample type above.' : ': nothing of its kind happened while it was recorded.'}
      </p>
    </div>
  );
}

function startType({ header }: Profile, keptName: string | undefined): number {
  const kept = header.sampleTypes.findIndex(({ type }) => type === keptName);
  return kept >= 0 ? kept : header.defaultSampleType;
}

/** As far as the profile still has the names. */
function framesNamed(analysis: Analysis, names: readonly string[]): FrameIndex[] {
  const frames: FrameIndex[] = [];
  for (const name of names) {
    const frame = analysis.frameNamed(name);
    if (frame === undefined) return [];
    frames.push(frame);
  }
  return frames;
}

/** A function by its name, at its widest call. */
function selectionOf(analysis: Analysis, name: string | undefined): Selection | undefined {
  const frame = name === undefined ? undefined : analysis.frameNamed(name);
  if (frame === undefined) return undefined;
  const whole = analysis.flame([]);
  const node = widestOf(whole.tree, frame);
  return node === undefined ? { frame } : { frame, path: pathTo(whole, node) };
}

function matches(count: number, matched: number, total: number): string {
  if (count === 0) return 'no match';
  return `${count.toLocaleString('en')} ${count === 1 ? 'function' : 'functions'}, ${formatPercent(matched, total)}`;
}
