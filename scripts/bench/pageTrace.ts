import type { CDPSession, Page } from 'playwright-core';

/** An event as Chromium traces it; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of the processor, for this thread. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const categories = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  'v8',
  'cc',
  '__metadata',
];
/** Of threads with a queue of their own with their microtasks, and of the pool (which compiles, and collects garbage). */
const tasks = new Set(['RunTask', 'ThreadPool_RunTask']);
const frameBegins = 'ProxyMain::BeginMainFrame';
const scripts = new Set([
  'FunctionCall',
  'EvaluateScript',
  'v8.callFunction',
  'BlinkScheduler_PerformMicrotaskCheckpoint',
]);

/** What Chromium traces while something is done in a page. */
export async function record(page: Page, work: () => Promise<void>): Promise<PageTrace> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories, excludedCategories: ['*'] },
  });
  await work();
  await ended(session);
  await session.detach();
  return new PageTrace(events);
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  await session.send('Tracing.end');
  await complete;
}

/** Answers about one page: the renderer whose main thread ran most. */
export class PageTrace {
  readonly #events: readonly TraceEvent[];
  readonly #main: number;

  constructor(events: readonly TraceEvent[]) {
    const renderers = events.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain');
    const workOf = (pid: number): number =>
      sum(events.filter((e) => e.pid === pid && tasks.has(e.name)).map((e) => e.tdur ?? 0));
    const [main] = renderers.sort((left, right) => workOf(right.pid) - workOf(left.pid));
    this.#events = events
      .filter((e) => e.pid === main?.pid)
      .sort(
        // What encloses comes before what begins with it.
        (left, right) => left.ts - right.ts || (right.dur ?? 0) - (left.dur ?? 0),
      );
    this.#main = main?.tid ?? 0;
  }

  /** Milliseconds of the processor's time in tasks that began before a mark. */
  workUntil(mark: string, threads: 'all' | 'main'): number {
    const at = this.#events.find((e) => e.name === mark)?.ts ?? Number.POSITIVE_INFINITY;
    const counted = this.#events.filter(
      (e) => tasks.has(e.name) && e.ts <= at && (threads === 'all' || e.tid === this.#main),
    );
    return sum(counted.map((e) => e.tdur ?? 0)) / 1000;
  }

  /** Milliseconds of script on the main thread between one frame and the next; frames without any do not count. */
  scriptPerFrame(): number[] {
    const frames: number[] = [0];
    let end = 0;
    for (const event of this.#events) {
      if (event.tid !== this.#main) continue;
      if (event.name === frameBegins) frames.push(0);
      // Scripts within scripts count once.
      if (!scripts.has(event.name) || event.ph !== 'X' || event.ts < end) continue;
      end = event.ts + (event.dur ?? 0);
      frames[frames.length - 1]! += (event.tdur ?? event.dur ?? 0) / 1000;
    }
    return frames.filter((frame) => frame > 0);
  }

  /** Milliseconds for which the page could not answer, at most. */
  longestTask(): number {
    return (
      this.#events
        .filter((e) => tasks.has(e.name) && e.tid === this.#main)
        .reduce((longest, e) => Math.max(longest, e.tdur ?? 0), 0) / 1000
    );
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
