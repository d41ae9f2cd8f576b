import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GoroutineFrame, GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import type { Filter } from '../../profile/query/filter.ts';
import { ownerOf } from '../model/ownership.ts';
import { GoroutineMenu } from './goroutineMenu.tsx';
import { RowCells } from './rowCells.tsx';
import { filtered, type Row, rowsOf, type ShownGroup, searchPattern, shownGroups } from './rows.ts';
import { StateChips } from './stateChips.tsx';

export interface GoroutinesProps {
  readonly set: GoroutineSet;
  readonly base: GoroutineSet | undefined;
  readonly search: string;
  readonly ownModules: readonly string[];
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
  readonly onFilter: (filter: Filter) => void;
  /** The function that is selected in the other views, as the profile names it. */
  readonly selected?: string | undefined;
  readonly onSelect?: (functionName: string) => void;
}

/** What is opened and current in a set of goroutines. */
interface Marks {
  readonly set: GoroutineSet;
  readonly expanded: ReadonlySet<string>;
  readonly current: string | undefined;
}

const rowHeight = 22;
/** Rows made beyond the edges of what is seen. */
const overscan = 8;

/** Goroutines by stack: how many, in what state, since when, where, and who started them. */
export function GoroutinesView({
  set,
  base,
  search,
  ownModules,
  onOpen,
  onFilter,
  selected,
  onSelect,
}: GoroutinesProps) {
  const [chosen, setState] = useState<string | undefined>();
  // Filters may leave nobody in the state.
  const state = chosen !== undefined && (set.states.has(chosen) || base?.states.has(chosen)) ? chosen : undefined;
  // Groups are numbered anew by every set.
  const [marks, setMarks] = useState<Marks>({ set, expanded: new Set(), current: undefined });
  const { expanded, current } = useMemo(
    () => (marks.set === set ? marks : { set, expanded: new Set<string>(), current: undefined }),
    [marks, set],
  );
  const setCurrent = (id: string | undefined): void => setMarks({ set, expanded, current: id });
  const [menu, setMenu] = useState<
    { readonly frame: GoroutineFrame; readonly at: { x: number; y: number } } | undefined
  >();
  const [{ top, height }, setWindow] = useState({ top: 0, height: 600 });
  const body = useRef<HTMLDivElement>(null);
  const all = useMemo(() => shownGroups(set, base), [set, base]);
  const pattern = useMemo(() => searchPattern(search), [search]);
  const matches = typeof pattern === 'function' ? pattern : undefined;
  const groups = useMemo(() => filtered(all, state, matches), [all, state, matches]);
  const rows = useMemo(() => rowsOf(groups, expanded), [groups, expanded]);
  const byId = current === undefined ? -1 : rows.findIndex((r) => r.id === current);
  const at = byId >= 0 ? byId : rowOf(rows, selected);
  const largest = useMemo(() => groups.reduce((most, group) => Math.max(most, weightOf(group)), 1), [groups]);

  useLayoutEffect(() => {
    const box = body.current;
    if (!box) return;
    const measure = (): void => setWindow({ top: box.scrollTop, height: box.clientHeight });
    const sizes = new ResizeObserver(measure);
    sizes.observe(box);
    measure();
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    const box = body.current;
    if (!box || at < 0) return;
    if (at * rowHeight < box.scrollTop) box.scrollTop = at * rowHeight;
    else if ((at + 1) * rowHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = (at + 1) * rowHeight - box.clientHeight;
  }, [at]);

  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    setCurrent(row?.id);
    const frame = row && frameOf(row);
    if (frame) onSelect?.(frame.function);
  };
  const toggle = (id: string): void => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setMarks({ set, expanded: next, current });
  };
  const open = (row: Row, toSide: boolean): void => {
    const frame = frameOf(row);
    if (frame) onOpen(frame, toSide);
  };
  const openCreator = (row: Row, toSide: boolean): void => {
    const by = row.kind === 'group' ? row.shown.group.createdBy : undefined;
    if (by) onOpen(by, toSide);
  };
  const openMenu = (row: Row, x: number, y: number): void => {
    const frame = frameOf(row);
    if (frame) setMenu({ frame, at: { x, y } });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) go(move);
    else if (event.key === 'ArrowRight' && row?.kind === 'group') row.isExpanded ? go(at + 1) : toggle(row.id);
    else if (event.key === 'ArrowLeft' && row?.kind === 'group' && row.isExpanded) toggle(row.id);
    else if (event.key === 'ArrowLeft' && row?.level === 2) go(rows.findLastIndex((r, i) => i < at && r.level === 1));
    else if (event.key === 'Enter' && event.shiftKey && row) openCreator(row, event.altKey);
    else if (event.key === 'Enter' && row) open(row, event.altKey);
    else if (event.key === 'Escape') setCurrent(undefined);
    else if (row && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      const { left = 0, top: above = 0 } = body.current?.getBoundingClientRect() ?? {};
      openMenu(row, left + 40, above + (at + 1) * rowHeight - (body.current?.scrollTop ?? 0));
    } else return;
    event.preventDefault();
  };
  // Profiles in protobuf do not tell who started a goroutine.
  const hasCreators = set.groups.some((g) => g.createdBy !== undefined);
  const titles = ['Count', base ? 'Change' : 'Share', 'State', 'Where', ...(hasCreators ? ['Started by'] : [])];
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + overscan);
  return (
    <div class={`goroutines${hasCreators ? ' with-creators' : ''}`}>
      <StateChips set={set} chosen={state} onChoose={setState} />
      <div
        class="table"
        role="treegrid"
        aria-label="Goroutines by stack. Enter opens the line where they wait, Shift Enter the one that started them."
        aria-rowcount={rows.length + 1}
        aria-colcount={titles.length}
        aria-activedescendant={at >= first && at < last ? `row-${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div class="table-head" role="row" aria-rowindex={1}>
          {titles.map((title) => (
            <div key={title} class="cell head" role="columnheader">
              {title}
            </div>
          ))}
        </div>
        <div
          ref={body}
          class="table-body"
          role="rowgroup"
          onScroll={(e) => setWindow({ top: e.currentTarget.scrollTop, height: e.currentTarget.clientHeight })}
        >
          <div role="presentation" style={{ height: `${rows.length * rowHeight}px`, position: 'relative' }}>
            {rows.slice(first, last).map((row, i) => {
              const index = first + i;
              return (
                <div
                  key={row.id}
                  id={`row-${index}`}
                  class={`row ${ownerClass(row, ownModules)}${index === at ? ' selected' : ''}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-level={row.level}
                  aria-expanded={row.kind === 'group' ? row.isExpanded : undefined}
                  aria-selected={index === at}
                  style={{ top: `${index * rowHeight}px` }}
                  onClick={(e) => {
                    go(index);
                    if (e.ctrlKey || e.metaKey) open(row, e.altKey);
                  }}
                  onDblClick={() => open(row, false)}
                  onContextMenu={(e) => {
                    e.preventDefault();
                    setCurrent(row.id);
                    openMenu(row, e.clientX, e.clientY);
                  }}
                >
                  <RowCells
                    row={row}
                    columns={titles.length}
                    total={set.total}
                    largest={largest}
                    onToggle={toggle}
                    onOpen={onOpen}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div class="visually-hidden" role="status">
        {typeof pattern === 'object' ? pattern.error : `${groups.length} groups`}
      </div>
      {menu && <GoroutineMenu {...menu} onOpen={onOpen} onFilter={onFilter} onClose={() => setMenu(undefined)} />}
    </div>
  );
}

const frameOf = (row: Row): GoroutineFrame | undefined =>
  row.kind === 'frame' ? row.frame : row.kind === 'group' ? placeOf(row.shown) : undefined;

/** The group that is about a function, or at least passes through it. */
function rowOf(rows: readonly Row[], functionName: string | undefined): number {
  if (functionName === undefined) return -1;
  const about = rows.findIndex((row) => row.kind === 'group' && placeOf(row.shown)?.function === functionName);
  if (about >= 0) return about;
  return rows.findIndex(
    (row) => row.kind === 'group' && row.shown.group.frames.some((f) => f.function === functionName),
  );
}

const weightOf = ({ count, before }: ShownGroup): number => (before === undefined ? count : Math.abs(count - before));

/** The line at which the group waits: its first own one. */
export const placeOf = ({ group }: ShownGroup): GoroutineFrame | undefined =>
  group.frames[group.topFrame] ?? group.frames[0];

function ownerClass(row: Row, ownModules: readonly string[]): string {
  const frame = frameOf(row);
  return frame ? ownerOf(frame.function, ownModules) : '';
}
