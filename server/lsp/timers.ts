// Node and browsers both have them; this layer's library has neither's types.
declare function setTimeout(run: () => void, milliseconds?: number): unknown;
declare function clearTimeout(timer: unknown): void;

/** Runs `work` after a time; answers how to call it off. */
export function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
}

/** Lets everything else that waits have its turn. */
export const giveWay = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve));
