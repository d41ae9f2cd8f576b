import { useState } from 'preact/hooks';
import type { Filter } from '../../profile/query/filter.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { FrameMenu } from '../filters/frameMenu.tsx';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import { ownerOf } from '../model/ownership.ts';
import { shortName } from '../model/shortName.ts';
import { FunctionName } from '../parts/functionName.tsx';
import { RowGrid } from '../parts/rowGrid.tsx';
import type { PeekRow } from './peekRows.ts';

interface Props {
  readonly analysis: Analysis;
  readonly rows: readonly PeekRow[];
  readonly ownModules: readonly string[];
  readonly at: number;
  readonly onMove: (index: number) => void;
  /** Makes another function the one in the middle. */
  readonly onGo: (frame: FrameIndex) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

const words = { caller: 'called by', self: '', callee: 'calls' } as const;

/** The exact figures of a function's calls. */
export function PeekTable({ analysis, rows, ownModules, at, onMove, onGo, onOpen, onCopy, onFilter }: Props) {
  const [menu, setMenu] = useState<{ readonly frame: FrameIndex; readonly at: { x: number; y: number } } | undefined>();
  const { unit, type } = analysis.valueType;
  const self = rows.find(({ kind }) => kind === 'self');
  const isCompared = self?.before !== undefined;
  const titles = [type, isCompared ? 'Change' : 'Of function', 'Of total', 'Function'];
  const go = (index: number): void => {
    const row = rows[index];
    if (row && row.kind !== 'self') onGo(row.frame);
  };
  return (
    <div class="peek">
      <RowGrid
        label={`Callers and callees of ${self ? analysis.nameOf(self.frame) : 'the function'}. Enter goes to one.`}
        columns={titles.length}
        count={rows.length}
        at={at}
        onMove={onMove}
        onOpen={(index, event) =>
          event.ctrlKey || event.metaKey ? onOpen(rows[index]?.frame ?? 0, event.altKey) : go(index)
        }
        onMenu={(index, where) => {
          const row = rows[index];
          if (row) setMenu({ frame: row.frame, at: where });
        }}
        onKey={(event) => {
          if (event.key !== 'Enter' || at < 0) return false;
          if (event.ctrlKey || event.metaKey) onOpen(rows[at]?.frame ?? 0, event.altKey);
          else go(at);
          return true;
        }}
        head={titles.map((title, i) => (
          <div key={title} class={`cell head${i < 3 ? ' number' : ''}`} role="columnheader">
            {title}
          </div>
        ))}
        row={(index) => {
          const { kind, frame, weight, before, isInlined } = rows[index] as PeekRow;
          const name = analysis.nameOf(frame);
          const change = before === undefined ? undefined : weight - before;
          return {
            key: `${kind}${frame}`,
            class: `${kind} ${ownerOf(name, ownModules)}`,
            cells: (
              <>
                <div class="cell number" role="gridcell">
                  {formatValue(weight, unit)}
                </div>
                <div class={`cell number percent ${change ? (change > 0 ? 'grew' : 'shrank') : ''}`} role="gridcell">
                  {change === undefined ? formatPercent(weight, self?.weight ?? 0) : signedValue(change, unit)}
                </div>
                <div class="cell number percent" role="gridcell">
                  {formatPercent(weight, analysis.total)}
                </div>
                <div class="cell name named" role="gridcell" title={name}>
                  {words[kind] !== '' && <span class="by">{words[kind]} </span>}
                  <FunctionName name={shortName(name)} />
                  {isInlined && <span class="by"> inlined</span>}
                </div>
              </>
            ),
          };
        }}
      />
      {menu && (
        <FrameMenu
          openKeys="Ctrl+Enter"
          analysis={analysis}
          {...menu}
          {...{ onOpen, onCopy, onFilter }}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}
