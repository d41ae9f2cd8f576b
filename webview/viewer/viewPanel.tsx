import type { GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import type { Filter } from '../../profile/query/filter.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { SourceText, SourceTextRequest, ViewName } from '../../protocol/webview.ts';
import { CallersView } from '../callers/callersView.tsx';
import { ChangesView } from '../compare/changesView.tsx';
import type { PictureHolder } from '../export/picture.ts';
import type { Filters } from '../filters/useFilters.ts';
import { FlameView } from '../flame/flameView.tsx';
import type { Growth } from '../flame/geometry.ts';
import { GoroutinesView } from '../goroutines/goroutinesView.tsx';
import { GraphView } from '../graph/graphView.tsx';
import { LabelsView } from '../labels/labelsView.tsx';
import { type Analysis, wholeView } from '../model/analysis.ts';
import type { openFrame } from '../model/openFrame.ts';
import { selectionNamed } from '../model/place.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { EmptyPage } from '../parts/emptyPage.tsx';
import type { Recording } from '../series/recordings.ts';
import { SeriesView } from '../series/seriesView.tsx';
import { SourceView } from '../source/sourceView.tsx';
import { TableView } from '../table/tableView.tsx';
import type { actionsOf } from './actions.ts';

interface Props {
  readonly name: ViewName;
  readonly analysis: Analysis;
  /** Undefined for a profile of something else; the second is of the base. */
  readonly goroutines: GoroutineSet | undefined;
  readonly goroutinesBefore: GoroutineSet | undefined;
  readonly recordings: readonly Recording[];
  /** Its name; empty if there is none. */
  readonly sampleType: string;
  readonly filters: Filters;
  readonly filterCount: number;
  readonly hasOtherTypes: boolean;
  readonly search: string;
  readonly found: Found | undefined;
  readonly selection: Selection | undefined;
  readonly zoom: readonly FrameIndex[];
  readonly growth: Growth;
  /** Where the view that is shown puts its picture. */
  readonly picture: PictureHolder;
  readonly ownModules: readonly string[];
  readonly actions: ReturnType<typeof actionsOf>;
  readonly openFrame: ReturnType<typeof openFrame>;
  /** Whether sources may be read in this tab. */
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly read: (wanted: SourceTextRequest) => Promise<SourceText>;
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onZoom: (path: readonly FrameIndex[]) => void;
  readonly onGrowth: (growth: Growth) => void;
  readonly onCallers: (frame: FrameIndex) => void;
  readonly onFilter: (filter: Filter) => void;
}

/** The view that is open. */
export function ViewPanel(props: Props) {
  const { name, analysis, goroutines, filters, search, selection, ownModules, actions } = props;
  const { onSelect, onFilter, onCallers } = props;
  if (name === 'series')
    return (
      <SeriesView
        recordings={props.recordings}
        sampleType={props.sampleType}
        search={search}
        open={wholeView}
        onOpen={props.openFrame}
      />
    );
  if (name === 'goroutines' && goroutines)
    return (
      <GoroutinesView
        set={goroutines}
        base={props.goroutinesBefore}
        search={search}
        ownModules={ownModules}
        onOpen={props.openFrame}
        onFilter={onFilter}
        onCopy={actions.copy}
        selected={selection && analysis.nameOf(selection.frame)}
        onSelect={(functionName) => onSelect(selectionNamed(analysis, functionName))}
      />
    );
  if (analysis.kept === 0 && analysis.baseKept === 0)
    return (
      <EmptyPage
        type={analysis.valueType.type}
        hasOtherTypes={props.hasOtherTypes}
        filters={props.filterCount > 0 && analysis.whole > 0 ? filters : undefined}
      />
    );
  const common = {
    analysis,
    selection,
    found: props.found,
    ownModules,
    onSelect,
    onOpen: actions.open,
    onCopy: actions.copy,
    onFilter,
  };
  switch (name) {
    case 'labels':
      return (
        <LabelsView
          analysis={analysis}
          query={filters.query}
          search={search}
          onQuery={filters.change}
          onCopy={actions.copy}
        />
      );
    case 'flame':
      return (
        <FlameView
          {...common}
          zoom={props.zoom}
          growth={props.growth}
          onZoom={props.onZoom}
          onGrowth={props.onGrowth}
          onCallers={onCallers}
        />
      );
    case 'changes':
      return <ChangesView {...common} onCallers={onCallers} />;
    case 'callers':
      return <CallersView {...common} />;
    case 'source':
      return (
        <SourceView
          {...common}
          isAsked={props.isAsked}
          onAsk={props.onAsk}
          read={props.read}
          onOpenLine={actions.openLine}
        />
      );
    case 'graph':
      return <GraphView {...common} onCallers={onCallers} picture={props.picture} onSave={actions.save} />;
    default:
      return <TableView {...common} onCallers={onCallers} />;
  }
}
