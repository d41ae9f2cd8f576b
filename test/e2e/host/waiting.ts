/** Asks again until the answer is there. */
export async function until<T>(ask: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function check(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(what);
}
