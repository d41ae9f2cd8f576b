import './source.css';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { SourceText, SourceTextRequest } from '../../protocol/webview.ts';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import type { Selection } from '../model/selection.ts';
import { tidyName } from '../model/shortName.ts';
import { RowGrid } from '../parts/rowGrid.tsx';
import { honestNote, hottest, type SourceRow, sourceLines } from './sourceRows.ts';

interface Props {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  /** Nothing is read before the user has asked for it, in this tab. */
  readonly isAsked: boolean;
  readonly onAsk: () => void;
  readonly read: (wanted: SourceTextRequest) => Promise<SourceText>;
  readonly onOpenLine: (frame: FrameIndex, line: number, toSide: boolean) => void;
}

/** The text of the selected function, and beside each line what it costs. */
export function SourceView({ analysis, selection, isAsked, onAsk, read, onOpenLine }: Props) {
  const frame = selection?.frame;
  const known = useMemo(() => (frame === undefined ? undefined : analysis.source(frame)), [analysis, frame]);
  const [answer, setAnswer] = useState<{ readonly of: object; readonly text: SourceText } | undefined>();
  /** The lines for which the user wants the file that the profile names, wherever it lies. */
  const [allowed, setAllowed] = useState<object | undefined>();
  useEffect(() => {
    if (!isAsked || !known || frame === undefined) return;
    let isWanted = true;
    const { file, startLine, lines } = known;
    const numbers = lines.map(({ line }) => line);
    const wanted = {
      function: analysis.view.frames.functionName[frame] ?? '',
      file,
      startLine,
      first: Math.min(...numbers),
      last: Math.max(...numbers),
      isAllowed: allowed === known,
    };
    read(wanted).then(
      (text) => isWanted && setAnswer({ of: known, text }),
      (error: Error) =>
        isWanted && setAnswer({ of: known, text: { state: 'notFound', message: error.message, tried: [] } }),
    );
    return () => {
      isWanted = false;
    };
  }, [known, isAsked, allowed]);

  if (frame === undefined) return <Hint text="Select a function in another view: its lines are shown here." />;
  const name = analysis.nameOf(frame);
  if (!known) return <Hint text={`The profile knows no lines of ${name}.`} />;
  if (!isAsked)
    return (
      <Hint text={`The lines of ${name} are in ${known.file}.`}>
        <vscode-button onClick={onAsk}>Show Source</vscode-button>
      </Hint>
    );
  if (answer?.of !== known) return <Hint text={`Reading ${known.file} …`} />;
  if (answer.text.state === 'notFound') {
    const { message, tried } = answer.text;
    return (
      <Hint text={message}>
        {tried.length > 0 && (
          <>
            <p>Looked for at:</p>
            <ul class="tried">
              {tried.slice(0, 12).map((path) => (
                <li key={path}>{path}</li>
              ))}
            </ul>
          </>
        )}
        <vscode-button onClick={() => onOpenLine(frame, 0, false)}>Map Folder…</vscode-button>
      </Hint>
    );
  }
  if (answer.text.state === 'outside')
    return (
      <Hint text={answer.text.message}>
        <vscode-button onClick={() => setAllowed(known)}>Show This File</vscode-button>
        <vscode-button secondary onClick={() => onOpenLine(frame, 0, false)}>
          Open in Editor
        </vscode-button>
      </Hint>
    );
  return <Text {...{ analysis, frame, known, text: answer.text, onOpenLine }} />;
}

function Hint({ text, children }: { readonly text: string; readonly children?: preact.ComponentChildren }) {
  return (
    <div class="page">
      <p role="status">{text}</p>
      {children}
    </div>
  );
}

function Text({
  analysis,
  frame,
  known,
  text,
  onOpenLine,
}: {
  readonly analysis: Analysis;
  readonly frame: FrameIndex;
  readonly known: NonNullable<ReturnType<Analysis['source']>>;
  readonly text: Extract<SourceText, { state: 'read' }>;
  readonly onOpenLine: Props['onOpenLine'];
}) {
  const { rows, lost } = useMemo(() => sourceLines(text, known.lines, known.linesBefore), [text, known]);
  const [current, setCurrent] = useState<{ readonly of: object; readonly at: number } | undefined>();
  const { unit, type } = analysis.valueType;
  const isCompared = known.linesBefore !== undefined;
  const largest = rows.reduce((most, { cum = 0 }) => Math.max(most, Math.abs(cum)), 1e-300);
  const at = current?.of === text ? current.at : hottest(rows);
  const open = (index: number, toSide: boolean): void => {
    const row = rows[index];
    if (row) onOpenLine(frame, row.line - text.shift, toSide);
  };
  const titles = ['Flat', 'Cum', isCompared ? 'Change' : 'Of total', 'Line', 'Source'];
  const notes = [
    honestNote(text),
    lost.lines > 0
      ? `${lost.lines} ${lost.lines === 1 ? 'line' : 'lines'} that cost something (flat ${formatValue(lost.flat, unit)}) are not in this text.`
      : undefined,
  ].filter((note) => note !== undefined);
  return (
    <div class="source">
      <div class="source-head">
        <span class="name" title={analysis.nameOf(frame)}>
          {tidyName(analysis.nameOf(frame))}
        </span>
        <button type="button" class="link" onClick={(e) => open(Math.max(0, at), e.altKey)}>
          {text.path}
        </button>
      </div>
      {notes.length > 0 && (
        <p class="source-note" role="note">
          <span aria-hidden="true">⚠ </span>
          {notes.join(' ')}
        </p>
      )}
      <RowGrid
        label={`Lines of ${analysis.nameOf(frame)} with ${type}. Enter opens a line in the editor.`}
        columns={titles.length}
        count={rows.length}
        at={at}
        onMove={(index) => setCurrent({ of: text, at: index })}
        onOpen={(index, event) => open(index, event.altKey)}
        onKey={(event) => {
          if (event.key !== 'Enter') return false;
          open(at, event.altKey);
          return true;
        }}
        head={titles.map((title, i) => (
          <div key={title} class={`cell head${i < 4 ? ' number' : ''}`} role="columnheader">
            {title}
          </div>
        ))}
        row={(index) => {
          const row = rows[index] as SourceRow;
          return {
            key: String(row.line),
            class: row.cum === undefined ? 'silent' : 'costs',
            cells: (
              <>
                <Figure value={row.flat || undefined} unit={unit} />
                <Figure value={row.cum} unit={unit} share={Math.abs(row.cum ?? 0) / largest} />
                <div class="cell number percent" role="gridcell">
                  {row.change !== undefined
                    ? signedValue(row.change, unit)
                    : isCompared || row.cum === undefined
                      ? ''
                      : formatPercent(row.cum, analysis.total)}
                </div>
                <div class="cell number" role="gridcell">
                  <button type="button" class="link" tabIndex={-1} onClick={(e) => open(index, e.altKey)}>
                    {row.line}
                  </button>
                </div>
                <div class="cell name code" role="gridcell" dir="ltr">
                  {row.text}
                </div>
              </>
            ),
          };
        }}
      />
    </div>
  );
}

function Figure({
  value,
  unit,
  share,
}: {
  readonly value: number | undefined;
  readonly unit: string;
  readonly share?: number;
}) {
  return (
    <div
      class={`cell number${share ? ' bar' : ''}`}
      role="gridcell"
      style={share ? { '--share': `${Math.round(share * 100)}%` } : {}}
    >
      {value === undefined ? '' : formatValue(value, unit)}
    </div>
  );
}
