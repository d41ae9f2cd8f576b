import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import type { Host } from '../host.ts';

/** Opens the source of a goroutine's frame at its line. */
export const openFrame =
  (host: Host) =>
  (frame: GoroutineFrame, toSide: boolean): void => {
    void host
      .call('openSource', { function: frame.function, file: frame.file, line: frame.line, startLine: 0, toSide })
      .catch((error: Error) => host.notify('report', { message: error.message }));
  };
