interface Props {
  readonly file: string;
  /** 0 if unknown. */
  readonly line: number;
  readonly onOpen: (toSide: boolean) => void;
}

/** `hub.go:70`, which leads to the source; by keyboard the row does. Where room is short the file is cut, never the line. */
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
      <span class="place-file">{file.slice(file.lastIndexOf('/') + 1)}</span>
      {line > 0 && <span class="place-line">:{line}</span>}
    </button>
  );
}
