interface Props {
  readonly title: string;
  readonly isNumber: boolean;
  readonly direction: 'none' | 'ascending' | 'descending';
  readonly onSort: () => void;
}

/** A column's title, which sorts by it. */
export function SortHead({ title, isNumber, direction, onSort }: Props) {
  return (
    <div class={`cell${isNumber ? ' number' : ''}`} role="columnheader" aria-sort={direction}>
      <button type="button" onClick={onSort}>
        {title}
        <span aria-hidden="true">{direction === 'none' ? '' : direction === 'descending' ? ' ↓' : ' ↑'}</span>
      </button>
    </div>
  );
}
