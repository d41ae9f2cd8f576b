import type { Result } from '../profile/result.ts';
import type { FileContent, LoadProblem, LoadProgress } from '../protocol/webview.ts';

/** What differs between node and a browser. */
export interface Platform {
  readonly decoder: Decoder;
  /** Environment variables that tell where Go keeps sources (GOROOT, GOPATH, GOMODCACHE, HOME); empty in a browser. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Decoder {
  /**
   * Decodes a profile's file, off the main thread when it is large. Aborting ends the work at once and answers with the
   * problem `cancelled`. Takes the bytes over.
   */
  decode(bytes: Uint8Array, options: DecodeTask): Promise<Decoded>;
}

export interface DecodeTask {
  readonly maxUnpackedBytes: number;
  readonly onProgress: (progress: LoadProgress) => void;
  readonly signal: Abort;
}

/** The part of AbortSignal that is needed; the editor's tokens and the DOM's signals differ. */
export interface Abort {
  readonly aborted: boolean;
  onAbort(listener: () => void): void;
}

export type Decoded = Result<FileContent, Pick<LoadProblem, 'code' | 'message'>>;

/** What a worker is asked, and what it answers. */
export interface WorkerTask {
  readonly bytes: Uint8Array;
  readonly maxUnpackedBytes: number;
}

export type WorkerAnswer =
  | { readonly kind: 'progress'; readonly progress: LoadProgress }
  | { readonly kind: 'done'; readonly decoded: Decoded };
