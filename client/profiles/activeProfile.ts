import { commands, EventEmitter } from 'vscode';
import type { FunctionTotal } from '../../profile/lineTotals.ts';
import type { ValueType } from '../../profile/profile.ts';
import type { ProfileDocument } from './document.ts';

/** What lenses, decorations and the status bar show. */
export interface ShownProfile {
  readonly document: ProfileDocument;
  readonly sampleType: number;
  readonly valueType: ValueType;
  /** By falling cum. */
  readonly totals: readonly FunctionTotal[];
  /** What percentages are of. */
  readonly total: number;
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
    const totals = document.totals(sampleType);
    const values = document.profile?.samples.values[sampleType] ?? new Float64Array();
    let total = 0;
    for (const value of values) total += Math.abs(value);
    this.#set({ document, sampleType, valueType, totals, total });
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
