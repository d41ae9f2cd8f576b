import type { Connection } from 'vscode-languageserver';

/** How far a long piece of work is, told to whoever asked for it. */
export interface Progress {
  begin(message: string): void;
  /** `percent` 0 … 100. */
  report(percent: number, message: string): void;
  done(): void;
}

export const noProgress: Progress = { begin: () => {}, report: () => {}, done: () => {} };

/** LSP's work-done progress under a token that the client chose. */
export function progressUnder(connection: Connection, token: string | number): Progress {
  const send = (value: object): void => void connection.sendNotification('$/progress', { token, value });
  return {
    begin: (message) => send({ kind: 'begin', title: 'Leak Lens', message, percentage: 0, cancellable: true }),
    report: (percentage, message) => send({ kind: 'report', percentage, message }),
    done: () => send({ kind: 'end' }),
  };
}
