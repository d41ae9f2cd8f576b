// Made by npm run generate.
import type { Rule } from '../engine/rule.ts';
import { rule as acceptIgnoresStop } from './accept-ignores-stop.ts';
import { rule as addInGoroutine } from './add-in-goroutine.ts';
import { rule as afterfuncDropped } from './afterfunc-dropped.ts';
import { rule as blockedWhileLocked } from './blocked-while-locked.ts';
import { rule as blocksForever } from './blocks-forever.ts';
import { rule as breakInSelect } from './break-in-select.ts';
import { rule as cancelDiscarded } from './cancel-discarded.ts';
import { rule as cancelFieldNeverCalled } from './cancel-field-never-called.ts';
import { rule as cancelNotCalled } from './cancel-not-called.ts';
import { rule as cancelOverwritten } from './cancel-overwritten.ts';
import { rule as commandNeverWaited } from './command-never-waited.ts';
import { rule as condNeverSignalled } from './cond-never-signalled.ts';
import { rule as contextNotPropagated } from './context-not-propagated.ts';
import { rule as deferCancelInLoop } from './defer-cancel-in-loop.ts';
import { rule as deferLock } from './defer-lock.ts';
import { rule as doneNotSignalled } from './done-not-signalled.ts';
import { rule as doubleLock } from './double-lock.ts';
import { rule as endlessGoroutine } from './endless-goroutine.ts';
import { rule as errgroupContextIgnored } from './errgroup-context-ignored.ts';
import { rule as fatalBeforeReceive } from './fatal-before-receive.ts';
import { rule as generatorWithoutStop } from './generator-without-stop.ts';
import { rule as lockNotReleased } from './lock-not-released.ts';
import { rule as lockOrder } from './lock-order.ts';
import { rule as moreSendersThanReceives } from './more-senders-than-receives.ts';
import { rule as moreSendsThanCapacity } from './more-sends-than-capacity.ts';
import { rule as notClosedOnError } from './not-closed-on-error.ts';
import { rule as notifyNotStopped } from './notify-not-stopped.ts';
import { rule as onceNeverReturns } from './once-never-returns.ts';
import { rule as pipeEndNotClosed } from './pipe-end-not-closed.ts';
import { rule as receiveNeverClosed } from './receive-never-closed.ts';
import { rule as recursiveRlock } from './recursive-rlock.ts';
import { rule as releaseSkippedByPanic } from './release-skipped-by-panic.ts';
import { rule as replyMissingOnPath } from './reply-missing-on-path.ts';
import { rule as responseBodyNotClosed } from './response-body-not-closed.ts';
import { rule as rowsNotClosed } from './rows-not-closed.ts';
import { rule as semaphoreNotReleased } from './semaphore-not-released.ts';
import { rule as sendAbandonedByReturn } from './send-abandoned-by-return.ts';
import { rule as sendAbandonedBySelect } from './send-abandoned-by-select.ts';
import { rule as sendIgnoresStop } from './send-ignores-stop.ts';
import { rule as sendWithoutReceiver } from './send-without-receiver.ts';
import { rule as startedNeverStopped } from './started-never-stopped.ts';
import { rule as streamAbandoned } from './stream-abandoned.ts';
import { rule as tickerLoopWithoutExit } from './ticker-loop-without-exit.ts';
import { rule as tickerNotStopped } from './ticker-not-stopped.ts';
import { rule as timeAfterInLoop } from './time-after-in-loop.ts';
import { rule as timeTick } from './time-tick.ts';
import { rule as timerDrainBlocks } from './timer-drain-blocks.ts';
import { rule as unboundedCache } from './unbounded-cache.ts';
import { rule as waitBeforeDrain } from './wait-before-drain.ts';
import { rule as waitIgnoresContext } from './wait-ignores-context.ts';
import { rule as waitInSpawnLoop } from './wait-in-spawn-loop.ts';
import { rule as waitSkipped } from './wait-skipped.ts';
import { rule as waitgroupDoneMissing } from './waitgroup-done-missing.ts';
import { rule as watchNotStopped } from './watch-not-stopped.ts';
import { rule as watcherOutlivesCall } from './watcher-outlives-call.ts';
import { rule as workersExitEarly } from './workers-exit-early.ts';

export const rules: readonly Rule[] = [
  acceptIgnoresStop,
  addInGoroutine,
  afterfuncDropped,
  blockedWhileLocked,
  blocksForever,
  breakInSelect,
  cancelDiscarded,
  cancelFieldNeverCalled,
  cancelNotCalled,
  cancelOverwritten,
  commandNeverWaited,
  condNeverSignalled,
  contextNotPropagated,
  deferCancelInLoop,
  deferLock,
  doneNotSignalled,
  doubleLock,
  endlessGoroutine,
  errgroupContextIgnored,
  fatalBeforeReceive,
  generatorWithoutStop,
  lockNotReleased,
  lockOrder,
  moreSendersThanReceives,
  moreSendsThanCapacity,
  notClosedOnError,
  notifyNotStopped,
  onceNeverReturns,
  pipeEndNotClosed,
  receiveNeverClosed,
  recursiveRlock,
  releaseSkippedByPanic,
  replyMissingOnPath,
  responseBodyNotClosed,
  rowsNotClosed,
  semaphoreNotReleased,
  sendAbandonedByReturn,
  sendAbandonedBySelect,
  sendIgnoresStop,
  sendWithoutReceiver,
  startedNeverStopped,
  streamAbandoned,
  tickerLoopWithoutExit,
  tickerNotStopped,
  timeAfterInLoop,
  timeTick,
  timerDrainBlocks,
  unboundedCache,
  waitBeforeDrain,
  waitIgnoresContext,
  waitInSpawnLoop,
  waitSkipped,
  waitgroupDoneMissing,
  watchNotStopped,
  watcherOutlivesCall,
  workersExitEarly,
];
