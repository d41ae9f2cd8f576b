import { isStandard, packageOf } from './goNames.ts';

/** Whose code a frame is. */
export const codeOwners = ['own', 'library', 'standard', 'runtime'] as const;
export type CodeOwner = (typeof codeOwners)[number];

/**
 * Whose code a function is: of the modules that are worked on (import paths; package main always is), of a library, of the
 * standard library, or of Go's runtime, which assembly without a package name is told by its file.
 */
export function codeOwner(functionName: string, file: string, ownModules: readonly string[]): CodeOwner {
  const path = packageOf(functionName);
  if (path === 'main' || path.startsWith('main_')) return 'own';
  if (ownModules.some((module) => path === module || path.startsWith(`${module}/`))) return 'own';
  if (isRuntime(path) || (path === '' && runtimeFile.test(file))) return 'runtime';
  return isStandard(functionName) ? 'standard' : 'library';
}

const runtimePackages = new Set(['runtime', 'internal/bytealg', 'internal/abi', 'internal/cpu']);

/** runtime/pprof, runtime/debug and the like are libraries that programs call. */
function isRuntime(path: string): boolean {
  return runtimePackages.has(path) || path.startsWith('runtime/internal/') || path.startsWith('internal/runtime/');
}

const runtimeFile = /(^|\/src\/)(runtime|internal\/(runtime|bytealg|abi|cpu))\/[^/]*\.(s|go)$/;
