import type { TreeDirection } from '../../profile/tree/stackWalk.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import { tidyName } from '../model/shortName.ts';
import { FileName } from '../parts/fileName.tsx';
import { FunctionName } from '../parts/functionName.tsx';
import { Twistie } from '../parts/twistie.tsx';
import type { TableRow } from './rows.ts';

interface Props {
  readonly row: TableRow;
  readonly analysis: Analysis;
  readonly isCompared: boolean;
  /** What rows open to. */
  readonly direction: TreeDirection;
  readonly onToggle: () => void;
}

/** A function, or one that calls it or is called: what it costs, its share or change, its name and file. */
export function TableCells({ row, analysis, isCompared, direction, onToggle }: Props) {
  const { unit } = analysis.valueType;
  const beside = (value: number | undefined, change: number | undefined): string => {
    if (change !== undefined) return signedValue(change, unit);
    return value === undefined || isCompared ? '' : formatPercent(value, analysis.total);
  };
  const name = analysis.nameOf(row.frame);
  const file = analysis.fileOf(row.frame);
  return (
    <>
      <div class="cell number" role="gridcell">
        {row.flat === undefined ? '' : formatValue(row.flat, unit)}
      </div>
      <div class={`cell number percent ${growth(row.flatChange)}`} role="gridcell">
        {beside(row.flat, row.flatChange)}
      </div>
      <div class="cell number" role="gridcell">
        {formatValue(row.cum, unit)}
      </div>
      <div class={`cell number percent ${growth(row.cumChange)}`} role="gridcell">
        {beside(row.cum, row.cumChange)}
      </div>
      <div class="cell name named" role="gridcell" title={name} style={{ paddingLeft: `${(row.level - 1) * 16}px` }}>
        <Twistie isOpen={row.canExpand ? row.isExpanded : undefined} onToggle={onToggle} />
        {row.level > 1 && <span class="by">{direction === 'callers' ? 'by ' : 'calls '}</span>}
        <FunctionName name={tidyName(name)} />
      </div>
      <div class="cell file" role="gridcell" title={file}>
        <FileName file={file} />
      </div>
    </>
  );
}

const growth = (change: number | undefined): string =>
  change === undefined || change === 0 ? '' : change > 0 ? 'grew' : 'shrank';
