import { CodeLens, type CodeLensProvider, type Event, EventEmitter, Range, type TextDocument, workspace } from 'vscode';
import { type ActiveProfile, nameShown } from './activeProfile.ts';
import { lensText } from './costText.ts';
import { type CostInFile, functionsInFile } from './inFile.ts';
import { openSource } from './openSource.ts';
import { isNewer } from './staleness.ts';

/** Command: selects a function in the page of the active profile. Argument: its name in the profile. */
export const revealFunction = 'leaklens.revealFunction';

/** The cost of functions, above them. */
export class CostLenses implements CodeLensProvider {
  readonly #active: ActiveProfile;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeCodeLenses: Event<void> = this.#changed.event;

  constructor(active: ActiveProfile) {
    this.#active = active;
    active.onChanged(() => this.#changed.fire());
    workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('leaklens.lenses')) this.#changed.fire();
    });
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const { shown } = this.#active;
    if (!shown || !workspace.getConfiguration('leaklens').get('lenses.enabled', true)) return [];
    const newer = await isNewer(document, shown.document.modified);
    return functionsInFile(await openSource(document), shown.costs()).map(
      ({ declared, cost }) =>
        new CodeLens(new Range(declared.line, 0, declared.line, declared.column), {
          title: lensText(cost, shown.total, shown.valueType, newer || hasMoved(cost, declared)),
          tooltip: `${cost.name}\n${shown.valueType.type} in ${nameShown(shown)}`,
          command: revealFunction,
          arguments: [cost.name],
        }),
    );
  }
}

/** A function that stands elsewhere now than when the profile was recorded. */
const hasMoved = ({ startLine }: CostInFile['cost'], { line }: CostInFile['declared']): boolean =>
  startLine > 0 && startLine !== line + 1;
