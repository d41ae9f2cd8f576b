import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** CPU seconds of a command and all that it starts, by the shell's own account; undefined when it cannot be run. */
export function cpuOf(
  command: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): number | undefined {
  if (process.platform === 'win32') return undefined;
  const r = spawnSync('sh', ['-c', '"$@" >/dev/null 2>&1; echo "code $?"; times', 'sh', ...command], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (/code 12[67]\b/.test(r.stdout)) return undefined;
  const children = r.stdout.trim().split('\n').at(-1) ?? '';
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.length === 2 ? parts.reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0) : undefined;
}

/** A folder that is there while something runs. */
export function within<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'leaklens-bench-'));
  try {
    return use(folder);
  } finally {
    // Go's module cache is read-only, but is never in here; its build cache is not.
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Staticcheck {
  /** CPU seconds with nothing at hand, with the dependencies compiled, and with its own results of the same files too. */
  readonly cold: number | undefined;
  readonly compiled: number | undefined;
  readonly again: number | undefined;
}

/** Undefined when it is not on the PATH, or does not get through this module. */
export function staticcheck(module: string): Staticcheck | undefined {
  const known = spawnSync('staticcheck', ['-version'], { encoding: 'utf8' });
  if (known.status !== 0) return undefined;
  const run = (env: Record<string, string>): number | undefined => cpuOf(['staticcheck', './...'], module, env);
  return within((folder) => {
    const fresh = { GOCACHE: path.join(folder, 'go'), STATICCHECK_CACHE: path.join(folder, 'own') };
    const cold = run(fresh);
    const compiled = run({ ...fresh, STATICCHECK_CACHE: path.join(folder, 'second') });
    return { cold, compiled, again: run({ ...fresh, STATICCHECK_CACHE: path.join(folder, 'second') }) };
  });
}
