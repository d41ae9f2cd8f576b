import type { Level } from './finding.ts';

/** What a user may set, in leaklens.json beside go.mod or in the editor (which wins). */
export interface Settings {
  readonly rules: Readonly<Record<string, Level>>;
  /** Check files marked `Code generated … DO NOT EDIT.` */
  readonly generated: boolean;
  /** Check test files, one level lower. */
  readonly tests: boolean;
}

export const defaultSettings: Settings = { rules: {}, generated: false, tests: true };

export const levels: readonly Level[] = ['off', 'information', 'warning', 'error'];

/**
 * Reads leaklens.json. What is wrong in it is named and passed over; the rest counts.
 * Keys that begin with `//` are comments.
 */
export function readSettings(
  text: string,
  known: ReadonlySet<string>,
): { readonly settings: Partial<Settings>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (e) {
    return { settings: {}, problems: [`not valid JSON (${(e as Error).message}): correct it, or remove the file`] };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { settings: {}, problems: ['must be an object such as {"rules": {"ticker-not-stopped": "warning"}}'] };
  const settings: { rules?: Record<string, Level>; generated?: boolean; tests?: boolean } = {};
  for (const [key, value] of Object.entries(json)) {
    if (key.startsWith('//') || key === '$schema') continue;
    if (key === 'rules' && typeof value === 'object' && value !== null)
      settings.rules = readRules(value, known, problems);
    else if ((key === 'generated' || key === 'tests') && typeof value === 'boolean') settings[key] = value;
    else
      problems.push(`"${key}" is not understood: there are rules, generated (true or false) and tests (true or false)`);
  }
  return { settings, problems };
}

function readRules(value: object, known: ReadonlySet<string>, problems: string[]): Record<string, Level> {
  const rules: Record<string, Level> = {};
  for (const [rule, level] of Object.entries(value)) {
    if (rule.startsWith('//')) continue;
    if (!known.has(rule)) problems.push(`there is no rule "${rule}": run leaklens explain for the list`);
    else if (!levels.includes(level as Level)) problems.push(`"${rule}" must be one of ${levels.join(', ')}`);
    else rules[rule] = level as Level;
  }
  return rules;
}

export function mergeSettings(...layers: readonly Partial<Settings>[]): Settings {
  let merged = defaultSettings;
  for (const l of layers) merged = { ...merged, ...l, rules: { ...merged.rules, ...l.rules } };
  return merged;
}
