import { gunzip } from '../../client/web/gunzip.ts';
import { openProfile } from '../../profile/open.ts';
import { toTransfer } from '../../profile/transfer.ts';
import { RpcPeer } from '../../protocol/rpc.ts';
import type { LoadedProfile, ProfileHost, ProfilePage } from '../../protocol/webview.ts';

/** Stands in for the extension: answers the page, and notes what it is asked. */
interface Stub {
  readonly calls: { readonly method: string; readonly params: unknown }[];
  notify(method: 'progress' | 'changed' | 'reveal', params: never): void;
}

declare global {
  interface Window {
    stub: Stub;
    acquireVsCodeApi: () => object;
  }
}

const query = new URLSearchParams(location.search);
const calls: Stub['calls'] = [];
const note = (method: string) => (params: unknown) => {
  calls.push({ method, params });
};
const post = (message: unknown): void => {
  window.dispatchEvent(new MessageEvent('message', { data: structuredClone(message) }));
};

async function load(): Promise<LoadedProfile> {
  calls.push({ method: 'load', params: {} });
  const name = query.get('profile') ?? '';
  const bytes = new Uint8Array(await (await fetch(`/profiles/${name}`)).arrayBuffer());
  const opened = await openProfile(bytes, { gunzip, maxUnpackedBytes: 1 << 30 });
  if (!opened.ok) return { state: 'failed', name, problem: { ...opened.error, actions: ['retry', 'openAsText'] } };
  const { columns } = toTransfer(opened.value);
  return { state: 'loaded', name, size: bytes.length, columns, ownModules: ['example.com/orders'] };
}

const peer = new RpcPeer<ProfileHost, ProfilePage>(
  { post, log: (message) => calls.push({ method: 'log', params: message }) },
  {
    load,
    cancelLoad: note('cancelLoad'),
    openSource: async (params) => {
      calls.push({ method: 'openSource', params });
      return { state: 'opened' };
    },
    shown: note('shown'),
    act: async (params) => note('act')(params),
    copy: async (params) => note('copy')(params),
    report: note('report'),
  },
);

window.stub = {
  calls,
  notify: (method, params) => peer.notify(method, params),
};
window.acquireVsCodeApi = () => ({
  postMessage: (message: unknown) => {
    const copy = structuredClone(message);
    queueMicrotask(() => peer.receive(copy));
  },
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
  setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
});
