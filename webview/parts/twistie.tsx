interface Props {
  /** Undefined where there is nothing to open: the place stays free. */
  readonly isOpen: boolean | undefined;
  readonly onToggle: () => void;
}

/** Opens and closes a row by the pointer; by keyboard the row does. */
export function Twistie({ isOpen, onToggle }: Props) {
  return (
    <button
      type="button"
      class="twistie"
      tabIndex={-1}
      aria-hidden="true"
      onClick={(e) => {
        e.stopPropagation();
        if (isOpen !== undefined) onToggle();
      }}
    >
      {isOpen === undefined ? '' : isOpen ? '▾' : '▸'}
    </button>
  );
}
