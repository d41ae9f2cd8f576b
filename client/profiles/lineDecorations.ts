import {
  OverviewRulerLane,
  Range,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from 'vscode';
import { Pause } from '../timers.ts';
import type { ActiveProfile, ShownProfile } from './activeProfile.ts';
import { lineText } from './costText.ts';
import { type Heat, heatOf, heats, scaleOf } from './heat.ts';
import { type LineInFile, linesInFile } from './inFile.ts';
import { openSource } from './openSource.ts';
import { isNewer } from './staleness.ts';

const textSetting = 'lineDecorations.enabled';
const rulerSetting = 'overviewRuler.enabled';
/** Typing is not interrupted: milliseconds after the last change. */
const pause = 300;

/** The heat of lines in the overview ruler, and their costs behind them where the user asks for it. */
export class LineDecorations {
  readonly #active: ActiveProfile;
  readonly #text = window.createTextEditorDecorationType({ after: { margin: '0 0 0 2em' } });
  readonly #rulers: ReadonlyMap<Heat, TextEditorDecorationType>;
  readonly #listeners: readonly { dispose(): void }[];
  readonly #afterTyping = new Pause(pause, () => this.refresh());

  constructor(active: ActiveProfile) {
    this.#active = active;
    this.#rulers = new Map(
      heats.map((heat) => {
        const overviewRulerColor = new ThemeColor(`leaklens.heat.${heat}`);
        const overviewRulerLane = OverviewRulerLane.Right;
        return [heat, window.createTextEditorDecorationType({ overviewRulerColor, overviewRulerLane })];
      }),
    );
    const refresh = (): void => this.refresh();
    this.#listeners = [
      active.onChanged(refresh),
      window.onDidChangeVisibleTextEditors(refresh),
      workspace.onDidSaveTextDocument(refresh),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === 'go' && active.shown) this.#afterTyping.ask();
      }),
      workspace.onDidChangeConfiguration((e) => {
        if (e.affectsConfiguration(`leaklens.${textSetting}`) || e.affectsConfiguration(`leaklens.${rulerSetting}`))
          refresh();
      }),
    ];
  }

  static async toggle(): Promise<void> {
    const configuration = workspace.getConfiguration('leaklens');
    await configuration.update(textSetting, !configuration.get(textSetting, false), true);
  }

  refresh(): void {
    for (const editor of window.visibleTextEditors)
      if (editor.document.languageId === 'go') void this.#decorate(editor, this.#active.shown);
  }

  dispose(): void {
    for (const d of [this.#afterTyping, this.#text, ...this.#rulers.values(), ...this.#listeners]) d.dispose();
  }

  async #decorate(editor: TextEditor, shown: ShownProfile | undefined): Promise<void> {
    const configuration = workspace.getConfiguration('leaklens');
    const { document } = editor;
    const [hasText, hasRuler] = [configuration.get(textSetting, false), configuration.get(rulerSetting, true)];
    const lines = shown && (hasText || hasRuler) ? linesInFile(await openSource(document), shown.costs()) : [];
    const isStale = shown !== undefined && hasText && (await isNewer(document, shown.document.modified));
    // Another profile came meanwhile, with its own.
    if (shown !== this.#active.shown) return;
    const inText = lines.filter((l) => l.line < document.lineCount);
    editor.setDecorations(this.#text, shown && hasText ? inText.map((l) => behind(editor, l, shown, isStale)) : []);
    const scale = scaleOf(lines);
    for (const [heat, type] of this.#rulers) {
      const hot = hasRuler ? inText.filter((l) => heatOf(l, scale) === heat) : [];
      editor.setDecorations(
        type,
        hot.map(({ line }) => new Range(line, 0, line, 0)),
      );
    }
  }
}

/** Dimmed where the file is newer than the profile: the line may be another by now. */
function behind({ document }: TextEditor, cost: LineInFile, { valueType }: ShownProfile, isStale: boolean) {
  const { line } = cost;
  const color = new ThemeColor(isStale ? 'disabledForeground' : 'editorCodeLens.foreground');
  const contentText = lineText(cost, valueType) + (isStale ? ' · older than this file' : '');
  return {
    range: new Range(line, 0, line, document.lineAt(line).text.length),
    renderOptions: { after: { contentText, color } },
  };
}
