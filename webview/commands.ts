import { useLayoutEffect } from 'preact/hooks';
import type { PageCommand, PageState } from '../protocol/webview.ts';
import type { Filters } from './filters/useFilters.ts';
import type { Host } from './host.ts';

/** Where the extension's commands arrive; whoever shows the content takes them. */
export interface CommandSource {
  onCommand: (command: PageCommand) => void;
}

/** Takes the extension's commands while the component is there. */
export function useCommands(source: CommandSource, take: (command: PageCommand) => void): void {
  useLayoutEffect(() => {
    source.onCommand = take;
    return () => {
      source.onCommand = () => {};
    };
  });
}

/** Tells the extension what can be done now, as often as that changes. */
export function useStateReport(host: Host, state: PageState): void {
  const text = JSON.stringify(state);
  useLayoutEffect(() => host.notify('state', state), [host, text]);
}

/** The commands about filters and fields, which every content has. */
export function takeCommon(command: PageCommand, filters: Filters): void {
  if (command.do === 'find') focusOn('.search');
  if (command.do === 'addFilter') focusOn('.filter-field');
  if (command.do === 'undoFilter') filters.undo?.();
  if (command.do === 'redoFilter') filters.redo?.();
  if (command.do === 'clearFilters') filters.clear?.();
}

/** The main part of the view that is shown next: keys go there, or to its tab while there is nothing to work with. */
export function focusOnView(): void {
  requestAnimationFrame(() =>
    setTimeout(() => {
      if (!focusOn('#view [role=application], #view [role=treegrid], #view [role=grid]'))
        focusOn('[role=tab][aria-selected=true]');
    }),
  );
}

function focusOn(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  return element !== null;
}
