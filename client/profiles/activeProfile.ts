import { commands, EventEmitter } from 'vscode';
import type { ValueType } from '../../profile/profile.ts';
import type { FileCosts } from '../../profile/sourceCosts.ts';
import type { ProfileDocument } from './document.ts';

/** What lenses, decorations and the status bar show. */
export interface ShownProfile {
  readonly document: ProfileDocument;
  readonly sampleType: number;
  readonly valueType: ValueType;
  /** What percentages are of. */
  readonly total: number;
  /** By source file; added up when first asked for: nothing needs them while no Go file is open. */
  costs(): readonly FileCosts[];
}

/** The profile that was looked at last, until it is closed or cleared. */
export class ActiveProfile {
  readonly #changed = new EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  #shown: ShownProfile | undefined;

  get shown(): ShownProfile | undefined {
    return this.#shown;
  }

  show(document: ProfileDocument, sampleType: number): void {
    const valueType = document.profile?.header.sampleTypes[sampleType];
    if (!valueType) return;
    const values = document.profile?.samples.values[sampleType] ?? new Float64Array();
    let total = 0;
    for (const value of values) total += Math.abs(value);
    this.#set({ document, sampleType, valueType, total, costs: () => document.comparedCosts(sampleType) });
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
