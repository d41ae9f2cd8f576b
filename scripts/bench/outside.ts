import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { MemoryFigures } from './memory.ts';
import { figure, figureAtLeast } from './target.ts';

/** What reading a file takes of a process of its own, beside the size of what is in it. */
export function logMemory(file: string, log: (line: string) => void): void {
  const args = ['--expose-gc', '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
  const answer = execFileSync(process.execPath, [...args, join(import.meta.dirname, 'memory.ts'), file]);
  const { raw, peak, kept, left } = JSON.parse(answer.toString()) as MemoryFigures;
  log(figure('memory at its peak / raw', peak / raw, 'x', 4));
  log(figure('memory kept / raw', kept / raw, 'x', 1.5));
  log(figure('memory left when let go / raw', left / raw, 'x', 0.05));
}

/** How much longer `go tool pprof -top` takes of the same file than ours, from its bytes to the first picture. */
export function logGo(file: string, ours: number, log: (line: string) => void): void {
  const start = performance.now();
  const { status } = spawnSync('go', ['tool', 'pprof', '-top', file], { stdio: 'ignore' });
  if (status === 0)
    log(figureAtLeast('go tool pprof -top / first picture', (performance.now() - start) / ours, 'x', 20));
  else log('    go tool pprof: not at hand');
}
