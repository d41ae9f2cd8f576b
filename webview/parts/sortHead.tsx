interface Props {
  readonly title: string;
  readonly isNumber: boolean;
  readonly direction: 'none' | 'ascending' | 'descending';
  readonly onSort: () => void;
  /** What the title is short for. */
  readonly hint?: string | undefined;
  readonly class?: string;
  /** How many columns it stands above. */
  readonly span?: number;
}

/** A column's title, which sorts by it. */
export function SortHead({ title, isNumber, direction, onSort, hint, class: name = '', span = 1 }: Props) {
  return (
    <div
      class={`cell${isNumber ? ' number' : ''} ${name}`}
      role="columnheader"
      aria-sort={direction}
      {...(span > 1 ? { 'aria-colspan': span } : {})}
    >
      <button type="button" onClick={onSort} {...(hint ? { title: hint } : {})}>
        {title}
        <span aria-hidden="true">{direction === 'none' ? '' : direction === 'descending' ? ' ↓' : ' ↑'}</span>
      </button>
    </div>
  );
}
