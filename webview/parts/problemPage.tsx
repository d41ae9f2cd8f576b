import type { LoadProblem, ProblemAction } from '../../protocol/webview.ts';

interface Props {
  readonly title: string;
  readonly problem: Pick<LoadProblem, 'message' | 'actions'>;
  readonly onAction: (action: ProblemAction) => void;
}

const labels: Record<ProblemAction, string> = {
  retry: 'Try Again',
  openAsText: 'Open as Text',
  changeLimit: 'Change the Limit',
};

/** Why there is nothing to see, and the ways out. */
export function ProblemPage({ title, problem, onAction }: Props) {
  return (
    <main class="page">
      <h1>{title}</h1>
      <p role="alert">{problem.message}</p>
      <div class="actions">
        {problem.actions.map((action, i) => (
          <vscode-button key={action} secondary={i > 0} onClick={() => onAction(action)}>
            {labels[action]}
          </vscode-button>
        ))}
      </div>
    </main>
  );
}
