import { useEffect } from 'preact/hooks';
import type { ExportWish } from '../../protocol/webview.ts';
import type { Host } from '../host.ts';
import { type Exportable, formatsOf, makeFile, makeMarkdown } from './exporting.ts';

/** A wish to export, and a count that tells one wish from the next. */
export type CountedWish = (ExportWish & { readonly count: number }) | undefined;

/** Exports what is on the page: when the extension asks for it, and by the function that it returns. */
export function useExport(host: Host, subjectNow: () => Exportable, wish: CountedWish): () => void {
  const run = async (what: ExportWish['what']): Promise<void> => {
    const subject = subjectNow();
    if (what === 'copyMarkdown') {
      await host.call('copy', { text: makeMarkdown(subject) });
      return;
    }
    const { format } = await host.call('chooseExport', { formats: formatsOf(subject), picture: pictureName(subject) });
    if (format === undefined) return;
    if (format === 'copyMarkdown') await host.call('copy', { text: makeMarkdown(subject) });
    else await host.call('save', await makeFile(subject, format));
  };
  const start = (what: ExportWish['what']): void => {
    run(what).catch((error: Error) => host.notify('report', { message: error.message, isShown: true }));
  };
  useEffect(() => {
    if (wish) start(wish.what);
  }, [wish]);
  return () => start('choose');
}

const pictureName = (subject: Exportable): 'flame' | 'graph' =>
  subject.kind === 'profile' && subject.picture !== 'flame' ? 'graph' : 'flame';
