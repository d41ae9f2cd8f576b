import type { GoVersion } from '../package/view.ts';
import { mergeSettings, type Settings } from '../settings.ts';
import { type FileHost, join } from './host.ts';
import { importPath, type SurroundingsFinder } from './surroundings.ts';

/** All that the findings of a folder depend on, besides the engine itself. */
export interface FolderInput {
  readonly folder: string;
  readonly importPath: string;
  readonly goVersion: GoVersion;
  readonly settings: Settings;
  /** What is wrong in leaklens.json. */
  readonly problems: readonly string[];
  /** Go files in the order in which the host lists them. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** What an editor holds of a folder. */
export interface OpenFiles {
  in(folder: string): readonly string[];
  text(name: string): string | undefined;
}

export const noneOpen: OpenFiles = { in: () => [], text: () => undefined };

/**
 * Reads a folder and what lies around it. `override` are the settings that win over leaklens.json. Files that are open in
 * an editor win over the disk, and need not be on it.
 */
export async function readFolder(
  host: FileHost,
  surroundings: SurroundingsFinder,
  folder: string,
  override: Partial<Settings>,
  open: OpenFiles = noneOpen,
): Promise<FolderInput> {
  const around = await surroundings.of(folder);
  const entries = (await host.list(folder)) ?? [];
  const onDisk = entries.filter((e) => !e.isFolder).map((e) => join(folder, e.name));
  const names = [...new Set([...onDisk, ...open.in(folder)])].filter(isGo);
  const files: { name: string; text: string }[] = [];
  for (const name of names) {
    const text = open.text(name) ?? (await host.readText(name));
    if (text !== undefined) files.push({ name, text });
  }
  return {
    folder,
    importPath: importPath(folder, around),
    goVersion: around.goVersion,
    settings: mergeSettings(around.settings, override),
    problems: around.problems,
    files,
  };
}

const isGo = (name: string): boolean => /(^|\/)[^._/][^/]*\.go$/.test(name);
