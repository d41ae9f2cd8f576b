import { commands, EventEmitter } from 'vscode';
import type { ValueType } from '../../profile/profile.ts';
import { filterCount, specOf, type ViewQuery } from '../../profile/query/viewQuery.ts';
import type { FileCosts } from '../../profile/sourceCosts.ts';
import type { ProfileDocument } from './document.ts';

/** What lenses, decorations and the status bar show. */
export interface ShownProfile {
  readonly document: ProfileDocument;
  readonly sampleType: number;
  readonly valueType: ValueType;
  /** How many filters of its tab are on: the costs are of what they leave. */
  readonly filters: number;
  /** What percentages are of. */
  readonly total: number;
  /** By source file; added up when first asked for: nothing needs them while no Go file is open. */
  costs(): readonly FileCosts[];
}

/** What a tab shows of its profile. */
export interface TabView {
  readonly sampleType: number;
  readonly query: ViewQuery;
  /** Import paths of the workspace's modules. */
  readonly ownModules: readonly string[];
}

/** The profile that was looked at last, until it is closed or cleared. */
export class ActiveProfile {
  readonly #changed = new EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  #shown: ShownProfile | undefined;

  get shown(): ShownProfile | undefined {
    return this.#shown;
  }

  show(document: ProfileDocument, { sampleType, query, ownModules }: TabView): void {
    const valueType = document.profile?.header.sampleTypes[sampleType];
    if (!valueType) return;
    const filters = specOf(query, ownModules);
    const total = query.relativePercentages ? document.costTotal(sampleType, filters) : wholeOf(document, sampleType);
    const costs = (): readonly FileCosts[] => document.costs(sampleType, filters);
    this.#set({ document, sampleType, valueType, filters: filterCount(query), total, costs });
  }

  clear(document?: ProfileDocument): void {
    if (document === undefined || this.#shown?.document === document) this.#set(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #set(shown: ShownProfile | undefined): void {
    this.#shown = shown;
    void commands.executeCommand('setContext', 'leaklens.hasActiveProfile', shown !== undefined);
    this.#changed.fire();
  }
}

function wholeOf({ profile }: ProfileDocument, sampleType: number): number {
  let total = 0;
  for (const value of profile?.samples.values[sampleType] ?? []) total += Math.abs(value);
  return total;
}

/** The profile by its name, with what its tab leaves out: "cpu.pprof, 2 filters". */
export function nameShown({ document, filters }: Pick<ShownProfile, 'document' | 'filters'>): string {
  const name = document.uri.path.split('/').pop() ?? '';
  return filters === 0 ? name : `${name}, ${filters} ${filters === 1 ? 'filter' : 'filters'}`;
}
