import { useEffect, useMemo, useState } from 'preact/hooks';
import { GoroutinesView } from './goroutines/goroutinesView.tsx';
import { searchPattern } from './goroutines/rows.ts';
import { type Host, type KeptState, keepState } from './host.ts';
import { type Base, type Content, goroutinesOf } from './model/content.ts';
import { openFrame } from './model/openFrame.ts';
import { BaseBar } from './parts/baseBar.tsx';
import { SearchField } from './parts/searchField.tsx';

interface Props {
  readonly host: Host;
  readonly name: string;
  readonly content: Extract<Content, { kind: 'dump' }>;
  readonly base: Base | undefined;
  readonly ownModules: readonly string[];
  readonly kept: KeptState;
}

/** A goroutine dump in text form: it has one view only. */
export function DumpViewer({ host, name, content, base, ownModules, kept }: Props) {
  const [search, setSearch] = useState(kept.search ?? '');
  const set = content.goroutines;
  const before = useMemo(() => base && goroutinesOf(base.content), [base]);
  useEffect(() => keepState({ search }), [search]);
  const pattern = searchPattern(search);
  const error = typeof pattern === 'object' ? pattern.error : '';
  const isMismatch = base !== undefined && before === undefined;
  return (
    <div class="viewer">
      <header class="strip">
        <SearchField value={search} label="Search goroutines" note={error} isBad={error !== ''} onInput={setSearch} />
        <BaseBar
          host={host}
          baseName={base?.name}
          problem={isMismatch ? `${base?.name} holds no goroutines` : undefined}
        />
        <span class="sentence">{`${set.total.toLocaleString('en')} goroutines · ${set.groups.length.toLocaleString('en')} groups`}</span>
      </header>
      <main class="view">
        <h1 class="visually-hidden">{name}</h1>
        <GoroutinesView set={set} base={before} search={search} ownModules={ownModules} onOpen={openFrame(host)} />
      </main>
    </div>
  );
}
