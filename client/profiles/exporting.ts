import { type QuickPickItem, window } from 'vscode';
import type { ExportFormat } from '../../profile/export/formats.ts';
import type { ExportChoice } from '../../protocol/webview.ts';

type Words = Readonly<Record<ExportFormat | 'copyMarkdown', { readonly label: string; readonly detail: string }>>;

const pictures = { flame: 'The flame graph', graph: 'The call graph' } as const;

const wordsFor = (picture: keyof typeof pictures): Words => ({
  svg: { label: 'SVG', detail: `${pictures[picture]} as a picture that scales` },
  png: { label: 'PNG', detail: `${pictures[picture]} as a picture, as it is drawn here` },
  pprof: { label: 'pprof (profile.proto)', detail: 'With the filters applied; a comparison becomes its difference' },
  speedscope: { label: 'speedscope (JSON)', detail: 'For speedscope.app' },
  folded: { label: 'Folded Stacks', detail: 'One stack a line, for flamegraph.pl and inferno' },
  csv: { label: 'CSV', detail: 'The table, for a spreadsheet' },
  markdown: { label: 'Markdown', detail: 'The first rows of the table, as a file' },
  copyMarkdown: { label: 'Copy as Markdown', detail: 'The first rows of the table, for a pull request' },
});

/** Asks for a form; undefined if the user thinks better of it. */
export async function chooseExport(
  formats: readonly ExportFormat[],
  picture: keyof typeof pictures,
): Promise<ExportChoice> {
  const words = wordsFor(picture);
  const choices: (QuickPickItem & { readonly format: ExportFormat | 'copyMarkdown' })[] = [
    ...formats,
    'copyMarkdown' as const,
  ].map((format) => ({ ...words[format], format }));
  const picked = await window.showQuickPick(choices, { title: 'Export', placeHolder: 'What is shown, as …' });
  return { format: picked?.format };
}
