import { useEffect, useRef, useState } from 'preact/hooks';
import { checkFilter, type Filter, type FilterKind, filterMeaning, parseFilter } from '../../profile/query/filter.ts';

interface Props {
  readonly kinds: readonly FilterKind[];
  /** A chip that is being changed. */
  readonly editing: Filter | undefined;
  readonly onFilter: (filter: Filter) => void;
  /** Takes the last filter back. */
  readonly onBackspace: () => void;
  readonly onCancel: () => void;
}

/** Where a filter is typed. What pprof would refuse stays where it is, with the reason below. */
export function FilterField({ kinds, editing, onFilter, onBackspace, onCancel }: Props) {
  const [kind, setKind] = useState<FilterKind>(kinds[0] ?? 'focus');
  const [text, setText] = useState('');
  const [error, setError] = useState('');
  const field = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!editing) return;
    setKind(editing.kind);
    setText(editing.value);
    setError('');
    field.current?.focus();
  }, [editing]);

  const check = (typed: string): ReturnType<typeof checkFilter> => {
    const filter = parseFilter(typed, kind);
    if (!kinds.includes(filter.kind)) return refuse(`Goroutines have no ${filter.kind}.`);
    return checkFilter(filter);
  };
  const clear = (): void => {
    setText('');
    setError('');
  };
  const commit = (): void => {
    const checked = check(text);
    if (!checked.ok) {
      setError(checked.error.message);
      return;
    }
    onFilter(checked.value);
    clear();
  };
  const onInput = (typed: string): void => {
    setText(typed);
    // Once something was refused the reason goes as soon as it is gone.
    if (error !== '') setError(typed === '' ? '' : errorOf(check(typed)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Backspace' && text === '' && !editing) onBackspace();
    else if (event.key === 'Escape' && (text !== '' || editing)) {
      clear();
      onCancel();
    } else return;
    event.stopPropagation();
    event.preventDefault();
  };
  return (
    <>
      <vscode-single-select
        class="filter-kind"
        label="Kind of filter"
        aria-label="Kind of filter"
        title={filterMeaning[kind]}
        value={kind}
        selectedIndex={kinds.indexOf(kind)}
        onChange={(e: Event) => {
          setKind((e.target as HTMLInputElement).value as FilterKind);
          field.current?.focus();
        }}
      >
        {kinds.map((each) => (
          <vscode-option key={each} value={each} description={filterMeaning[each]} selected={each === kind}>
            {each}
          </vscode-option>
        ))}
      </vscode-single-select>
      <vscode-textfield
        ref={field}
        class="filter-field"
        placeholder={kind.startsWith('tag') ? tagHint(kind) : 'regular expression (RE2)'}
        label={`Filter: ${filterMeaning[kind]}`}
        aria-label={`Filter: ${filterMeaning[kind]}. Enter adds it.`}
        value={text}
        invalid={error !== ''}
        onInput={(e: Event) => onInput((e.target as HTMLInputElement).value)}
        onKeyDown={onKeyDown}
      />
      {error !== '' && (
        <span class="filter-error bad" role="alert">
          {error}
        </span>
      )}
    </>
  );
}

const tagHint = (kind: FilterKind): string =>
  kind === 'tagroot' || kind === 'tagleaf' ? 'key of a label' : 'key=value or key=1kb:2mb';

const refuse = (message: string): ReturnType<typeof checkFilter> => ({
  ok: false,
  error: { code: 'bad-filter', message },
});

const errorOf = (checked: ReturnType<typeof checkFilter>): string => (checked.ok ? '' : checked.error.message);
