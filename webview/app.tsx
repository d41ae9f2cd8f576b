import { useEffect, useState } from 'preact/hooks';
import type {
  ExportWish,
  LoadedProfile,
  LoadProblem,
  LoadProgress,
  PageSettings,
  ProblemAction,
} from '../protocol/webview.ts';
import type { CommandSource } from './commands.ts';
import { DumpViewer } from './dumpViewer.tsx';
import type { CountedWish } from './export/useExport.ts';
import { type Host, keptState } from './host.ts';
import { type Content, contentOf } from './model/content.ts';
import { ProblemPage } from './parts/problemPage.tsx';
import { ProgressPage } from './parts/progressPage.tsx';
import type { Recording } from './series/recordings.ts';
import { Viewer } from './viewer/viewer.tsx';

type State =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly name: string; readonly problem: LoadProblem }
  | {
      readonly state: 'loaded';
      readonly name: string;
      readonly content: Content;
      readonly base: { readonly name: string; readonly content: Content } | undefined;
      /** Further recordings of a series. */
      readonly series: readonly Recording[];
      readonly ownModules: readonly string[];
      readonly settings: PageSettings;
      readonly round: number;
    };

/** What the extension says without being asked. */
export interface PageEvents extends CommandSource {
  onProgress: (progress: LoadProgress) => void;
  onChanged: () => void;
  onReveal: (functionName: string) => void;
  onExport: (wish: ExportWish) => void;
}

export function App({ host, events }: { readonly host: Host; readonly events: PageEvents }) {
  const [state, setState] = useState<State>({ state: 'loading' });
  const [progress, setProgress] = useState<LoadProgress>({ stage: 'reading' });
  const [wish, setWish] = useState<{ function: string; count: number } | undefined>();

  const [exportWish, setExportWish] = useState<CountedWish>();

  const load = async (): Promise<void> => {
    setProgress({ stage: 'reading' });
    try {
      const answer: LoadedProfile = await host.call('load', {});
      if (answer.state === 'failed') setState(answer);
      else setState(({ ...before }) => loaded(answer, before));
    } catch (error) {
      const message = `The extension did not answer: ${(error as Error).message}`;
      setState({ state: 'failed', name: '', problem: { code: 'unreadable', message, actions: ['retry'] } });
    }
  };
  useEffect(() => {
    events.onProgress = setProgress;
    // What is shown stays until the new file is there.
    events.onChanged = () => void load();
    events.onReveal = (name) => setWish((before) => ({ function: name, count: (before?.count ?? 0) + 1 }));
    events.onExport = (wanted) => setExportWish((before) => ({ ...wanted, count: (before?.count ?? 0) + 1 }));
    void load();
  }, []);

  const act = (action: ProblemAction): void => {
    if (action !== 'retry') {
      void host.call('act', { action });
      return;
    }
    setState({ state: 'loading' });
    void load();
  };
  if (state.state === 'loading')
    return <ProgressPage progress={progress} onCancel={() => host.notify('cancelLoad', {})} />;
  if (state.state === 'failed')
    return (
      <ProblemPage
        title={state.problem.code === 'cancelled' ? 'Cancelled' : `${state.name || 'The profile'} cannot be shown`}
        problem={state.problem}
        onAction={act}
      />
    );
  const { name, content, base, series, ownModules, settings, round } = state;
  const common = { host, commands: events, name, series, exportWish, ownModules, kept: keptState() };
  if (content.kind === 'dump') return <DumpViewer key={round} {...common} content={content} base={base} />;
  return <Viewer key={round} {...common} profile={content.profile} base={base} settings={settings} wish={wish} />;
}

function loaded(answer: Extract<LoadedProfile, { state: 'loaded' }>, before: State): State {
  const round = before.state === 'loaded' ? before.round + 1 : 0;
  return {
    state: 'loaded',
    name: answer.name,
    content: contentOf(answer.content),
    base: answer.base && { name: answer.base.name, content: contentOf(answer.base.content) },
    series: (answer.series ?? []).map((other) => ({ name: other.name, content: contentOf(other.content) })),
    ownModules: answer.ownModules,
    settings: answer.settings,
    round,
  };
}
