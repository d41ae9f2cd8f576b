import { RpcPeer } from '../protocol/rpc.ts';
import type { ProfileHost, ProfilePage, ViewName } from '../protocol/webview.ts';
import type { CompareOptions } from './compare/compareOptions.ts';

/** What VS Code gives every webview (code.visualstudio.com/api/extension-guides/webview). */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export type Host = RpcPeer<ProfilePage, ProfileHost>;

/** May be acquired once. */
const api = acquireVsCodeApi();

/** The extension at the other end. */
export function connect(page: ProfilePage): Host {
  const host: Host = new RpcPeer<ProfilePage, ProfileHost>(
    { post: (message) => api.postMessage(message), log: (message) => console.error(message) },
    page,
  );
  window.addEventListener('message', ({ data }) => host.receive(data));
  return host;
}

/** What outlives the page when its tab is hidden. Names, not positions: the file may have changed meanwhile. */
export interface KeptState {
  readonly view?: ViewName;
  readonly sampleType?: string;
  readonly search?: string;
  readonly selected?: string;
  readonly zoom?: readonly string[];
  /** A ViewQuery; read with `readQuery`, for an older version may have written it. */
  readonly query?: unknown;
  readonly compare?: CompareOptions;
  /** The recordings that the series consisted of. */
  readonly series?: string;
  /** Where callees are drawn; the setting's way if absent. */
  readonly growth?: 'down' | 'up';
}

export const keptState = (): KeptState => (api.getState() as KeptState | undefined) ?? {};
export const keepState = (state: KeptState): void => api.setState(state);
