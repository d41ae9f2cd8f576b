interface Props {
  readonly value: string;
  readonly label: string;
  /** What was found, or what is wrong with the expression. */
  readonly note: string;
  readonly isBad: boolean;
  readonly onInput: (text: string) => void;
}

/** A search by regular expression, and what came of it. */
export function SearchField({ value, label, note, isBad, onInput }: Props) {
  return (
    <>
      <vscode-textfield
        class="search"
        type="search"
        placeholder={label}
        label={label}
        aria-label={`${label}, a regular expression`}
        value={value}
        invalid={isBad}
        onInput={(e: Event) => onInput((e.target as HTMLInputElement).value)}
      />
      <output class={`search-note${isBad ? ' bad' : ''}`} title={note}>
        {note}
      </output>
    </>
  );
}
