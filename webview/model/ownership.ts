import { isStandard, packageOf } from '../../profile/goNames.ts';

/** Whose code a function is: it decides how much it stands out. */
export type Owner = 'own' | 'library' | 'standard';

/** `ownModules`: import paths of the modules in the workspace. */
export function ownerOf(functionName: string, ownModules: readonly string[]): Owner {
  const path = packageOf(functionName);
  if (path === 'main' || path.startsWith('main_')) return 'own';
  if (ownModules.some((m) => path === m || path.startsWith(`${m}/`))) return 'own';
  return isStandard(functionName) ? 'standard' : 'library';
}
