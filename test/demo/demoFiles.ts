import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Reads of the demo; names are relative to it and use slashes. */
export const demoFolder = fileURLToPath(new URL('../../demo/', import.meta.url));

export interface Expected {
  readonly findings: readonly ExpectedFinding[];
  readonly next: readonly ExpectedFinding[];
  readonly silent: readonly string[];
  readonly parked: readonly Parked[];
}

export interface ExpectedFinding {
  readonly rule: string;
  readonly file: string;
  /** Part of the flagged line, unique in its file. */
  readonly anchor: string;
  /** Part of another line that may be flagged instead. */
  readonly or?: string;
  readonly function: string;
}

/** Where goroutines of profiles/after are parked. */
export interface Parked {
  readonly file: string;
  readonly anchor: string;
  readonly frame: string;
  readonly state: string;
  readonly atLeast: number;
}

export function readDemo(name: string): string {
  return readFileSync(demoFolder + name, 'utf8');
}

export function readDemoBytes(name: string): Uint8Array {
  return readFileSync(demoFolder + name);
}

export function readExpected(): Expected {
  return JSON.parse(readDemo('expected.json')) as Expected;
}

/** All files below a folder of the demo that end in `suffix`, sorted. */
export function demoFiles(folder: string, suffix: string): string[] {
  return readdirSync(demoFolder + folder, { recursive: true, encoding: 'utf8' })
    .map((name) => (folder + name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith(suffix) && statSync(demoFolder + name).isFile())
    .sort();
}

/** Numbers, from 1, of the lines that hold `anchor`. */
export function linesWith(file: string, anchor: string): number[] {
  return readDemo(file)
    .split('\n')
    .flatMap((line, index) => (line.includes(anchor) ? [index + 1] : []));
}
