interface Props {
  readonly file: string;
  /** 0 if unknown. */
  readonly line: number;
  readonly onOpen: (toSide: boolean) => void;
}

/** `hub.go:70`, which leads to the source; by keyboard the row does. */
export function PlaceLink({ file, line, onOpen }: Props) {
  if (file === '') return null;
  return (
    <button
      type="button"
      class="link place"
      tabIndex={-1}
      onClick={(e) => {
        e.stopPropagation();
        onOpen(e.altKey);
      }}
    >
      {file.slice(file.lastIndexOf('/') + 1)}
      {line > 0 ? `:${line}` : ''}
    </button>
  );
}
