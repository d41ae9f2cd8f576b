/** What crosses a channel between two peers that call each other. `id` is the caller's own count. */
export type RpcMessage =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown };

/** Methods of a peer: each takes one parameter object and answers with a promise; a notification answers with nothing. */
// biome-ignore lint/suspicious/noExplicitAny: a bound for interfaces of methods; nothing of type any is ever read.
export type Api<T> = { readonly [Method in keyof T]: (params: any) => unknown };

export interface Channel {
  post(message: RpcMessage, transfer?: readonly ArrayBuffer[]): void;
  /** Where a failure is logged that has no caller to tell. */
  log(message: string): void;
}

/** What a call rejects with when the other side failed: its message, fit to be shown. */
export class RpcFailure extends Error {}

type Parameters1<F> = F extends (params: infer P) => unknown ? P : never;
type Answer<F> = F extends (params: never) => infer R ? Awaited<R> : never;

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * One end of a channel: answers calls with `Mine`, calls `Theirs`. Whatever goes wrong on the other side rejects the
 * call here; `dispose` rejects all that is pending. Nothing is lost in silence.
 */
export class RpcPeer<Mine extends Api<Mine>, Theirs extends Api<Theirs>> {
  readonly #channel: Channel;
  readonly #mine: Mine;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #disposed = false;

  constructor(channel: Channel, mine: Mine) {
    this.#channel = channel;
    this.#mine = mine;
  }

  call<M extends keyof Theirs & string>(
    method: M,
    params: Parameters1<Theirs[M]>,
    transfer?: readonly ArrayBuffer[],
  ): Promise<Answer<Theirs[M]>> {
    if (this.#disposed) return Promise.reject(new RpcFailure(`${method}: the other side is closed.`));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.#channel.post({ kind: 'request', id, method, params }, transfer);
    });
  }

  notify<M extends keyof Theirs & string>(method: M, params: Parameters1<Theirs[M]>): void {
    if (!this.#disposed) this.#channel.post({ kind: 'notification', method, params });
  }

  /** Takes one message of the other side; anything that is not one is ignored. */
  receive(message: unknown): void {
    if (this.#disposed || !isRpcMessage(message)) return;
    if (message.kind === 'request') void this.#answer(message.id, message.method, message.params);
    else if (message.kind === 'notification') void this.#run(message.method, message.params);
    else this.#settle(message);
  }

  dispose(): void {
    this.#disposed = true;
    for (const { reject } of this.#pending.values()) reject(new RpcFailure('The other side is closed.'));
    this.#pending.clear();
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    try {
      const value = await this.#invoke(method, params);
      if (!this.#disposed) this.#channel.post({ kind: 'reply', id, value });
    } catch (error) {
      this.#channel.log(`${method} failed: ${stackOf(error)}`);
      if (!this.#disposed) this.#channel.post({ kind: 'failure', id, message: messageOf(error) });
    }
  }

  async #run(method: string, params: unknown): Promise<void> {
    try {
      await this.#invoke(method, params);
    } catch (error) {
      this.#channel.log(`${method} failed: ${stackOf(error)}`);
    }
  }

  #invoke(method: string, params: unknown): unknown {
    if (!Object.hasOwn(this.#mine, method)) throw new RpcFailure(`There is no method ${method}.`);
    return this.#mine[method as keyof Mine](params);
  }

  #settle(message: Extract<RpcMessage, { kind: 'reply' | 'failure' }>): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.kind === 'reply') pending?.resolve(message.value);
    else pending?.reject(new RpcFailure(message.message));
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isRpcMessage(message: unknown): message is RpcMessage {
  return typeof message === 'object' && message !== null && typeof (message as { kind?: unknown }).kind === 'string';
}
