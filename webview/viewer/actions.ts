import type { FrameIndex } from '../../profile/view.ts';
import type { SourceRequest } from '../../protocol/webview.ts';
import type { Host } from '../host.ts';
import type { Analysis } from '../model/analysis.ts';

/** What the views ask of the extension. A failure is told to it. */
export function actionsOf(host: Host, analysis: Analysis) {
  const report = (error: Error): void => host.notify('report', { message: error.message });
  const openPlace = (place: SourceRequest): void => void host.call('openSource', place).catch(report);
  const { functionName, startLine } = analysis.view.frames;
  return {
    open: (frame: FrameIndex, toSide: boolean): void => {
      const name = functionName[frame];
      if (name === undefined) return;
      openPlace({ function: name, file: analysis.fileOf(frame), line: 0, startLine: startLine[frame] ?? 0, toSide });
    },
    openLine: (frame: FrameIndex, line: number, toSide: boolean): void => {
      const source = analysis.source(frame) ?? { file: analysis.fileOf(frame), startLine: 0 };
      openPlace({
        function: functionName[frame] ?? '',
        file: source.file,
        line,
        startLine: source.startLine,
        toSide,
      });
    },
    copy: (text: string): void => void host.call('copy', { text }),
    save: (name: string, content: string | Uint8Array): void => {
      const file = typeof content === 'string' ? { name, text: content } : { name, bytes: content };
      void host.call('save', file).catch(report);
    },
  };
}
