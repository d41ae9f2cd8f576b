import { loadScript } from '../ownScript.ts';
import { type GraphLayout, readLayout } from './layout.ts';
import type { LayoutAnswer, LayoutTask } from './layoutTask.ts';

declare global {
  /** The code of the worker, once its script is loaded. */
  var leaklensGraphviz: string | undefined;
}

interface Waiting {
  readonly resolve: (layout: GraphLayout) => void;
  readonly reject: (error: Error) => void;
}

/** Graphviz in a worker: loaded when the first graph is asked for. */
class Layouter {
  #worker: Promise<Worker> | undefined;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();

  async layOut(dot: string): Promise<GraphLayout> {
    this.#worker ??= this.#start();
    const worker = await this.#worker;
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, dot } satisfies LayoutTask);
    });
  }

  /** Ends what nobody waits for any more; the next graph starts a new worker. */
  async stop(): Promise<void> {
    if (this.#waiting.size === 0) return;
    const worker = this.#worker;
    this.#worker = undefined;
    this.#fail(new Error('The layout was stopped.'));
    (await worker)?.terminate();
  }

  async #start(): Promise<Worker> {
    try {
      if (globalThis.leaklensGraphviz === undefined) await loadScript('graphviz.js');
      const code = new Blob([globalThis.leaklensGraphviz ?? ''], { type: 'text/javascript' });
      const url = URL.createObjectURL(code);
      const worker = new Worker(url);
      worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => this.#answer(data);
      worker.onerror = (event) => this.#fail(new Error(event.message || 'The layout could not be started.'));
      return worker;
    } catch (error) {
      this.#worker = undefined;
      throw error;
    }
  }

  #answer(answer: LayoutAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(readLayout(answer.layout));
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

export const layouter = new Layouter();
