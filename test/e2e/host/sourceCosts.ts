import * as vscode from 'vscode';
import { check, until } from './waiting.ts';

const file = (path: string): vscode.Uri => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
};
const source = (): vscode.Uri => file('pricing/walk.go');

interface Lens {
  readonly line: number;
  readonly title: string;
}

async function lenses(): Promise<Lens[]> {
  const all = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', source(), 100);
  return all
    .map((lens) => ({ line: lens.range.start.line, title: lens.command?.title ?? '' }))
    .filter(({ title }) => title.includes('cum '));
}

/** The lens of `walk`, as soon as it is as wanted. */
const lensOfWalk = async (document: vscode.TextDocument, isWanted: (lens: Lens) => boolean): Promise<Lens> =>
  until(async () =>
    (await lenses()).find((lens) => document.lineAt(lens.line).text.startsWith('func walk(') && isWanted(lens)),
  );

async function hoverAt(line: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    source(),
    new vscode.Position(line, 1),
  );
  return hovers
    .flatMap((h) => h.contents)
    .map((c) => (typeof c === 'string' ? c : c.value).replaceAll(/\\(.)/g, '$1').replaceAll('&nbsp;', ' '))
    .join('\n');
}

const isOld = ({ title }: Lens): boolean => title.endsWith(' · profile is older than this file');

describe('costs on the source', () => {
  let document: vscode.TextDocument;
  let editor: vscode.TextEditor;
  before(async () => {
    // A tab that is open already would not become active once more.
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', file('profiles/after/cpu.pprof'), { preview: false });
    document = await vscode.workspace.openTextDocument(source());
    await until(async () => ((await lenses()).length > 0 ? true : undefined));
    editor = await vscode.window.showTextDocument(document);
  });
  after(async () => {
    await vscode.commands.executeCommand('leaklens.clearActiveProfile');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('stand in hovers of functions and lines', async () => {
    const { line } = await lensOfWalk(document, () => true);
    const text = await until(async () => {
      const hover = await hoverAt(line);
      return hover.includes('cpu of ') ? hover : undefined;
    });
    check(/cpu of walk: flat .+, cum .+, #\d+ by cum/.test(text), text);
    check(text.includes('Profile cpu.pprof'), text);
    const lines = await Promise.all(Array.from({ length: 20 }, (_, i) => hoverAt(line + i)));
    check(
      lines.some((t) => /cpu of this line: flat .+, cum .+/.test(t)),
      lines.join('\n'),
    );
  });

  it('follow edits made since the profile: the function first, then the line in it, and say that they are older', async () => {
    const lens = await lensOfWalk(document, (l) => !isOld(l));
    const hot = await hotLine(lens.line);
    const words = await hoverAt(hot);
    check(!words.includes('older than this file'), words);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n// one\n// two\n'));
    const moved = await lensOfWalk(document, isOld);
    check(moved.line === lens.line + 3, `moved from ${lens.line} to ${moved.line}`);
    check(moved.title.startsWith(lens.title), `${lens.title} | ${moved.title}`);
    const later = await until(async () => {
      const hover = await hoverAt(hot + 3);
      return hover.includes('cpu of this line') ? hover : undefined;
    });
    check(later.includes('The profile is older than this file.'), later);
    const cost = /cpu of this line: .*/.exec(words)?.[0] ?? 'nothing';
    check(later.includes(cost), `${cost} | ${later}`);
  });

  it('are gone with a function that has another name now', async () => {
    const { line } = await lensOfWalk(document, () => true);
    await editor.edit((edit) => edit.replace(new vscode.Range(line, 5, line, 9), 'stroll'));
    await until(async () => ((await lenses()).every((l) => l.line !== line) ? true : undefined));
  });

  it('are gone through by Next and Previous Hot Spot, round and round', async () => {
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      const from = editor.selection.active.line;
      await vscode.commands.executeCommand('leaklens.nextHotSpot');
      await until(() => (editor.selection.active.line !== from ? true : undefined));
      seen.push(editor.selection.active.line);
    }
    const [first = 0, second = 0, third = 0] = seen;
    check(first < second && second < third, seen.join());
    await vscode.commands.executeCommand('leaklens.previousHotSpot');
    await until(() => (editor.selection.active.line === second ? true : undefined));
    editor.selection = new vscode.Selection(first, 0, first, 0);
    await vscode.commands.executeCommand('leaklens.previousHotSpot');
    await until(() =>
      editor.selection.active.line > third || editor.selection.active.line === third ? true : undefined,
    );
  });

  it('tell the change where two profiles are compared, until that is stopped', async () => {
    await vscode.commands.executeCommand('leaklens.selectProfileForCompare', file('profiles/before/cpu.pprof'));
    await vscode.commands.executeCommand('leaklens.compareWithSelectedProfile', file('profiles/after/cpu.pprof'));
    const { title, line } = await lensOfWalk(document, (l) => l.title.includes('against base'));
    check(/^flat \S+ \([+−±]\S* against base\) · cum \S+ \([+−±]\S* against base\) · #\d+/.test(title), title);
    const hover = await until(async () => {
      const text = await hoverAt(line);
      return text.includes('against base') ? text : undefined;
    });
    check(/cpu of walk: flat .+ against base/.test(hover), hover);
    await vscode.commands.executeCommand('leaklens.stopComparingProfiles');
    await lensOfWalk(document, (l) => !l.title.includes('against base'));
  });

  async function hotLine(from: number): Promise<number> {
    for (let line = from + 1; line < Math.min(document.lineCount, from + 60); line++)
      if ((await hoverAt(line)).includes('cpu of this line')) return line;
    throw new Error('no line of walk costs anything');
  }
});

describe('the commands of the manifest', () => {
  it('are all there', async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest = vscode.extensions.getExtension('leak-lens.leak-lens')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const missing = manifest.contributes.commands.map((c) => c.command).filter((c) => !known.has(c));
    check(missing.length === 0, `nobody answers to ${missing.join()}`);
  });
});
