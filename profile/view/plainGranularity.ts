import type { Profile } from '../profile.ts';
import type { Granularity } from './frameTable.ts';

/** What rows are when nobody asks for anything else: functions, or addresses where the profile names none. */
export function plainGranularity(profile: Profile): Granularity {
  return hasNames(profile) ? 'functions' : 'addresses';
}

/** Whether any place of the profile has a function's name; profiles of C++, perf or Parca may have addresses only. */
export function hasNames({ functions, locations, lines }: Profile): boolean {
  if (locations.count === 0) return true;
  return lines.count > 0 && functions.name.some((name) => name !== 0);
}
