/** The state that a frame of the runtime stands for, in the words of the runtime's own dumps. */
const states = new Map([
  ['runtime.chanrecv', 'chan receive'],
  ['runtime.chanrecv1', 'chan receive'],
  ['runtime.chanrecv2', 'chan receive'],
  ['runtime.chansend', 'chan send'],
  ['runtime.chansend1', 'chan send'],
  ['runtime.selectgo', 'select'],
  ['runtime.block', 'select (no cases)'],
  ['runtime.netpollblock', 'IO wait'],
  ['internal/poll.runtime_pollWait', 'IO wait'],
  ['sync.runtime_notifyListWait', 'sync.Cond.Wait'],
  ['sync.runtime_SemacquireMutex', 'sync.Mutex.Lock'],
  ['internal/sync.runtime_SemacquireMutex', 'sync.Mutex.Lock'],
  ['sync.runtime_SemacquireRWMutexR', 'sync.RWMutex.RLock'],
  ['sync.runtime_SemacquireRWMutex', 'sync.RWMutex.Lock'],
  ['sync.runtime_SemacquireWaitGroup', 'sync.WaitGroup.Wait'],
  ['sync.runtime_Semacquire', 'semacquire'],
  ['time.Sleep', 'sleep'],
  ['runtime.timeSleep', 'sleep'],
  ['runtime.coroswitch', 'coroutine'],
  ['runtime.coroswitch_m', 'coroutine'],
  ['runtime.notetsleepg', 'syscall'],
  ['runtime.cgocall', 'syscall'],
  ['internal/runtime/syscall.Syscall6', 'syscall'],
  ['internal/runtime/syscall/linux.Syscall6', 'syscall'],
  ['syscall.Syscall', 'syscall'],
  ['syscall.Syscall6', 'syscall'],
  ['syscall.RawSyscall', 'syscall'],
  ['syscall.RawSyscall6', 'syscall'],
  ['runtime.runFinalizers', 'finalizer wait'],
  ['runtime.runfinq', 'finalizer wait'],
  ['runtime.bgsweep', 'GC sweep wait'],
  ['runtime.bgscavenge', 'GC scavenge wait'],
  ['runtime.forcegchelper', 'force gc (idle)'],
  ['runtime.gcBgMarkWorker', 'GC worker (idle)'],
  ['runtime/pprof.runtime_goroutineProfileWithLabels', 'running'],
  ['runtime/pprof.runtime_goroutineLeakProfileWithLabels', 'running'],
]);

/** The state of a goroutine by its frames, leaf first; '' if they do not tell. */
export function waitStateOf(functionNames: readonly string[]): string {
  for (const name of functionNames) {
    const state = states.get(name);
    if (state !== undefined) return state;
    if (!isRuntime(name)) return '';
  }
  return '';
}

/** Whether a function belongs to the runtime proper, which dumps do not show. */
export function isRuntime(functionName: string): boolean {
  return functionName.startsWith('runtime.') || functionName.startsWith('internal/runtime/');
}
