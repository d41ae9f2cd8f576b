import { decodeFile } from '../../client/profiles/decodeFile.ts';
import { gunzip } from '../../client/web/gunzip.ts';
import { success } from '../../profile/result.ts';
import { RpcPeer } from '../../protocol/rpc.ts';
import type {
  ExportChoice,
  LoadedProfile,
  OtherFile,
  ProfileHost,
  ProfilePage,
  SourceText,
  SourceTextRequest,
} from '../../protocol/webview.ts';
import { unpack } from './packedColumns.ts';

/** Stands in for the extension: answers the page, and notes what it is asked. */
interface Stub {
  readonly calls: { readonly method: string; readonly params: unknown }[];
  notify(method: 'progress' | 'changed' | 'reveal' | 'export' | 'command', params: never): void;
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
  const [base] = await readAll(query.get('base') ?? '');
  const series = await readAll(query.get('series') ?? '');
  return { ...loaded, ...(base ? { base } : {}), series };
}

/** Files by their names with commas between. */
async function readAll(names: string): Promise<OtherFile[]> {
  const files: OtherFile[] = [];
  for (const name of names.split(',').filter(Boolean)) {
    const { decoded } = await read(name);
    if (decoded.ok) files.push({ name, content: decoded.value });
  }
  return files;
}

async function read(name: string) {
  const bytes = new Uint8Array(await (await fetch(`profiles/${encodeURIComponent(name)}`)).arrayBuffer());
  const size = bytes.length;
  // As if the extension had read it, of whose work the page sees nothing.
  if (query.has('packed')) return { size, decoded: success(unpack(bytes.buffer)) };
  return { size, decoded: await decodeFile({ bytes, maxUnpackedBytes: 1 << 30 }, gunzip, () => {}) };
}

/** Stands in for files: a text in which each line says its number. */
function sourceText(wanted: SourceTextRequest, kind: string | null): SourceText {
  const { file, startLine, first, last, isAllowed } = wanted;
  if (kind === 'outside' && !isAllowed) return { state: 'outside', message: `${file} is outside.` };
  if (kind === 'missing')
    return { state: 'notFound', message: `${file} was not found.`, tried: ['/nowhere/pricing.go'] };
  const shift = kind === 'moved' ? 2 : 0;
  const from = (startLine || first) + shift;
  const count = last + shift + 3 - from;
  const say = (line: number): string => (kind === 'html' ? '<img src=x onerror=alert(1)>' : `text of line ${line}`);
  const lines = Array.from({ length: count }, (_, i) => say(from + i));
  return {
    state: 'read',
    path: file,
    lines,
    firstLine: from,
    shift,
    agreement: shift === 0 ? 'same' : 'moved',
    isNewer: shift !== 0,
  };
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
    state: note('state'),
    act: async (params) => note('act')(params),
    copy: async (params) => note('copy')(params),
    readSource: async (params) => {
      calls.push({ method: 'readSource', params });
      return sourceText(params, query.get('source'));
    },
    save: async (params) => note('save')(params),
    chooseBase: async (params) => note('chooseBase')(params),
    clearBase: async (params) => note('clearBase')(params),
    chooseSeries: async (params) => note('chooseSeries')(params),
    endSeries: async (params) => note('endSeries')(params),
    chooseExport: async (params) => {
      note('chooseExport')(params);
      return { format: (query.get('format') ?? undefined) as ExportChoice['format'] };
    },
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
  // What outlives a page and costs as little as VS Code's own; the storage of a session is another process's.
  getState: () => JSON.parse(window.name || 'null') ?? undefined,
  setState: (state: unknown) => {
    window.name = JSON.stringify(state);
  },
});
