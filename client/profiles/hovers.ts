import { Hover, type HoverProvider, MarkdownString, type Position, type TextDocument } from 'vscode';
import { type ActiveProfile, nameShown } from './activeProfile.ts';
import { costWords } from './costText.ts';
import { functionsInFile, linesInFile } from './inFile.ts';
import { openSource } from './openSource.ts';
import { isNewer } from './staleness.ts';

/** What a line and its function cost, where the mouse (or Show Hover) points. */
export class CostHovers implements HoverProvider {
  readonly #active: ActiveProfile;

  constructor(active: ActiveProfile) {
    this.#active = active;
  }

  async provideHover(document: TextDocument, { line }: Position): Promise<Hover | undefined> {
    const { shown } = this.#active;
    if (!shown) return undefined;
    const source = await openSource(document);
    const { valueType, total } = shown;
    const costs = (cost: Parameters<typeof costWords>[0]): string => costWords(cost, total, valueType);
    const parts: string[] = [];
    const here = linesInFile(source, shown.costs()).find((l) => l.line === line);
    if (here) parts.push(`${valueType.type} of this line: ${costs(here)}`);
    const of = functionsInFile(source, shown.costs()).find((f) => f.declared.line === line);
    if (of) parts.push(`${valueType.type} of ${of.declared.name}: ${costs(of.cost)}, #${of.cost.rank} by cum`);
    if (parts.length === 0) return undefined;
    parts.push(`Profile ${nameShown(shown)}`);
    if (await isNewer(document, shown.document.modified)) parts.push('The profile is older than this file.');
    // As text: names in a profile may hold anything.
    return new Hover(parts.map((part) => new MarkdownString().appendText(part)));
  }
}
