import { decodeFile } from '../../client/profiles/decodeFile.ts';
import { gunzip } from '../../client/web/gunzip.ts';
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
  const { size, decoded } = await read(name);
  if (!decoded.ok) return { state: 'failed', name, problem: { ...decoded.error, actions: ['retry', 'openAsText'] } };
  const settings = { growth: query.get('growth') === 'up' ? 'up' : 'down' } as const;
  const loaded = {
    state: 'loaded',
    name,
    size,
    content: decoded.value,
    ownModules: ['example.com/orders'],
    settings,
  } as const;
  const baseName = query.get('base');
  if (baseName === null) return loaded;
  const base = await read(baseName);
  return base.decoded.ok ? { ...loaded, base: { name: baseName, content: base.decoded.value } } : loaded;
}

async function read(name: string) {
  const bytes = new Uint8Array(await (await fetch(`/profiles/${name}`)).arrayBuffer());
  const size = bytes.length;
  return { size, decoded: await decodeFile({ bytes, maxUnpackedBytes: 1 << 30 }, gunzip, () => {}) };
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
    save: async (params) => note('save')(params),
    chooseBase: async (params) => note('chooseBase')(params),
    clearBase: async (params) => note('clearBase')(params),
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
