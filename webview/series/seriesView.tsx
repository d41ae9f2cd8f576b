import '../compare/compare.css';
import './series.css';
import { useMemo, useState } from 'preact/hooks';
import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import type { Profile } from '../../profile/profile.ts';
import { formatValue } from '../../profile/units.ts';
import type { FrameIndex, View } from '../../profile/view.ts';
import { searchPattern } from '../goroutines/rows.ts';
import { signedValue } from '../model/describe.ts';
import { FunctionName } from '../parts/functionName.tsx';
import { PlaceLink } from '../parts/placeLink.tsx';
import { RowGrid } from '../parts/rowGrid.tsx';
import { SortHead } from '../parts/sortHead.tsx';
import { type LinedUp, lineUp, type Recording, type SeriesOf } from './recordings.ts';
import { firstOf, lastOf, type SeriesKey, type SeriesSort, sortedSeries } from './sortSeries.ts';
import { Sparkline } from './sparkline.tsx';

interface Props {
  readonly recordings: readonly Recording[];
  /** Name of the sample type that is looked at. */
  readonly sampleType: string;
  readonly search: string;
  readonly open: (profile: Profile) => View;
  readonly onSelect?: (frame: FrameIndex) => void;
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
}

/** How things grow through several recordings: the fastest first. */
export function SeriesView(props: Props) {
  const { recordings, sampleType, open } = props;
  const linedUp = useMemo(() => lineUp(recordings, sampleType, open), [recordings, sampleType, open]);
  if ('problem' in linedUp)
    return (
      <div class="page">
        <p role="alert">{linedUp.problem}</p>
      </div>
    );
  return <SeriesTable {...props} linedUp={linedUp} />;
}

const kindWords: Readonly<Record<SeriesOf, string>> = {
  flat: 'Functions, flat',
  cum: 'Functions, cum',
  stacks: 'Stacks',
  goroutines: 'Goroutines',
};

function SeriesTable({ linedUp, search, onOpen }: Props & { readonly linedUp: LinedUp }) {
  const { steps, valueType, kinds } = linedUp;
  const [of, setOf] = useState<SeriesOf>(kinds[0] ?? 'flat');
  const [sort, setSort] = useState<SeriesSort>({ key: 'slope', isDescending: true });
  const [current, setCurrent] = useState<string | undefined>();
  const all = useMemo(() => linedUp.rows(of), [linedUp, of]);
  const pattern = useMemo(() => searchPattern(search), [search]);
  const matches = typeof pattern === 'function' ? pattern : undefined;
  const rows = useMemo(() => sortedSeries(all, sort, matches), [all, sort, matches]);
  const at = current === undefined ? -1 : rows.findIndex(({ key }) => key === current);
  const value = (n: number): string => formatValue(n, valueType.unit);
  const columns: readonly { readonly key: SeriesKey; readonly title: string }[] = [
    { key: 'first', title: 'First' },
    { key: 'last', title: 'Last' },
    { key: 'change', title: 'Change' },
    { key: 'slope', title: `Per ${steps.unit}` },
    { key: 'name', title: of === 'stacks' ? 'Stack' : of === 'goroutines' ? 'Goroutines at' : 'Function' },
  ];
  const openRow = (index: number, toSide: boolean): void => {
    const place = rows[index]?.place;
    if (place) onOpen(place, toSide);
  };
  return (
    <div class="series">
      <Summary linedUp={linedUp} />
      {kinds.length > 1 && (
        <fieldset class="chips">
          <legend class="visually-hidden">Rows of the series</legend>
          {kinds.map((each) => (
            <button key={each} type="button" class="chip" aria-pressed={each === of} onClick={() => setOf(each)}>
              {kindWords[each]}
            </button>
          ))}
        </fieldset>
      )}
      <RowGrid
        label={`Growth of ${valueType.type} per ${steps.unit}`}
        columns={columns.length + 1}
        count={rows.length}
        at={at}
        onMove={(index) => setCurrent(rows[index]?.key)}
        onOpen={(index, event) => openRow(index, event.altKey)}
        onKey={(event) => {
          if (event.key !== 'Enter' || at < 0) return false;
          openRow(at, event.altKey);
          return true;
        }}
        head={
          <>
            <div class="cell head" role="columnheader">
              Course
            </div>
            {columns.map(({ key, title }) => (
              <SortHead
                key={key}
                title={title}
                isNumber={key !== 'name'}
                direction={sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
                onSort={() => setSort({ key, isDescending: sort.key === key ? !sort.isDescending : key !== 'name' })}
              />
            ))}
          </>
        }
        row={(index) => {
          const row = rows[index]!;
          const change = lastOf(row) - firstOf(row);
          return {
            key: row.key,
            class: '',
            cells: (
              <>
                <div class="cell course" role="gridcell">
                  <Sparkline
                    at={steps.at}
                    values={row.values}
                    label={row.values.map(value).join(', ')}
                    width={110}
                    height={20}
                  />
                </div>
                <div class="cell number" role="gridcell">
                  {value(firstOf(row))}
                </div>
                <div class="cell number" role="gridcell">
                  {value(lastOf(row))}
                </div>
                <div class={`cell number ${change > 0 ? 'grew' : change < 0 ? 'shrank' : ''}`} role="gridcell">
                  {signedValue(change, valueType.unit)}
                </div>
                <div class="cell number" role="gridcell">
                  {signedValue(row.slope, valueType.unit)}
                </div>
                <div class="cell name named" role="gridcell" title={`${row.full}\n${row.file}`}>
                  <FunctionName name={row.name} />
                  <PlaceLink
                    file={row.place?.file ?? ''}
                    line={row.place?.line ?? 0}
                    onOpen={(toSide) => openRow(index, toSide)}
                  />
                </div>
              </>
            ),
          };
        }}
      />
    </div>
  );
}

/** What was lined up, and how the whole of it grows. */
function Summary({ linedUp: { names, steps, valueType, totals, slope } }: { readonly linedUp: LinedUp }) {
  const value = (n: number): string => formatValue(n, valueType.unit);
  const minutes = steps.at.at(-1) ?? 0;
  const over = steps.unit === 'minute' ? ` over ${formatValue(minutes * 60e9, 'nanoseconds')}` : '';
  return (
    <section class="series-summary" aria-label="Series">
      <Sparkline at={steps.at} values={totals} label={totals.map(value).join(', ')} width={220} height={48} />
      <div>
        <div>
          <b>{signedValue(slope, valueType.unit)}</b> per {steps.unit} · {valueType.type} from {value(totals[0] ?? 0)}{' '}
          to {value(totals.at(-1) ?? 0)} in {names.length} recordings{over}
        </div>
        <ol>
          {names.map((name, i) => (
            <li key={`${i} ${name}`}>
              <bdi>{name}</bdi> <span class="count">{value(totals[i] ?? 0)}</span>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
