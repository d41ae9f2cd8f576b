import { MarkdownString, OverviewRulerLane, Range, type TextEditor, ThemeColor, window, workspace } from 'vscode';
import type { ActiveProfile, ShownProfile } from './activeProfile.ts';
import { lineText, share } from './costText.ts';
import { linesInFile } from './inFile.ts';

const setting = 'lineDecorations.enabled';

/** The cost of lines, behind them; only where the user asks for it. */
export class LineDecorations {
  readonly #active: ActiveProfile;
  readonly #type = window.createTextEditorDecorationType({
    overviewRulerColor: new ThemeColor('charts.orange'),
    overviewRulerLane: OverviewRulerLane.Right,
    after: { margin: '0 0 0 2em', color: new ThemeColor('editorCodeLens.foreground') },
  });
  readonly #listeners: readonly { dispose(): void }[];

  constructor(active: ActiveProfile) {
    this.#active = active;
    const refresh = (): void => this.refresh();
    this.#listeners = [
      active.onChanged(refresh),
      window.onDidChangeVisibleTextEditors(refresh),
      workspace.onDidSaveTextDocument(refresh),
      workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration(`leaklens.${setting}`)) refresh();
      }),
    ];
  }

  static async toggle(): Promise<void> {
    const configuration = workspace.getConfiguration('leaklens');
    await configuration.update(setting, !configuration.get(setting, false), true);
  }

  refresh(): void {
    const isOn = workspace.getConfiguration('leaklens').get(setting, false);
    for (const editor of window.visibleTextEditors) {
      const { shown } = this.#active;
      if (editor.document.languageId !== 'go') continue;
      editor.setDecorations(this.#type, isOn && shown ? decorate(editor, shown) : []);
    }
  }

  dispose(): void {
    for (const d of [this.#type, ...this.#listeners]) d.dispose();
  }
}

function decorate({ document }: TextEditor, { totals, total, valueType }: ShownProfile) {
  return linesInFile(document.uri.path, document.getText(), totals).map((cost) => {
    const { line, flat, cum } = cost;
    const hover = `${valueType.type}: flat ${share(flat, total, valueType)}, cum ${share(cum, total, valueType)}`;
    return {
      range: new Range(line, 0, line, document.lineAt(Math.min(line, document.lineCount - 1)).text.length),
      hoverMessage: new MarkdownString(hover),
      renderOptions: { after: { contentText: lineText(cost, valueType) } },
    };
  });
}
