// Records the profiles that lie in demo/profiles. Needs Go 1.22 or later and Node 20 or later:
//
//   node demo/record.mjs [--settle SECONDS] [--out FOLDER]
//
// The service is built with -trimpath, so that its frames name modules instead of folders of this
// machine, and runs on a free port of 127.0.0.1. Three sets are made:
//   before    leaky service, warm, after customers who only asked for prices
//   after     the same process after the load that makes it leak
//   repaired  the repaired service after the same load
// CPU profiles are taken while the load runs, all others when it has ended and the process has
// settled for a while, so that goroutine dumps show for how long the stuck ones have waited.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { withoutMachinePaths } from './machinePaths.mjs';

const demo = dirname(fileURLToPath(import.meta.url));
const cpuSeconds = 4;
const snapshots = {
  'goroutine.pprof': 'goroutine',
  'goroutine.debug1.txt': 'goroutine?debug=1',
  'goroutine.debug2.txt': 'goroutine?debug=2',
  'heap.pprof': 'heap?gc=1',
  'allocs.pprof': 'allocs',
  'block.pprof': 'block',
  'mutex.pprof': 'mutex',
};

const { values } = parseArgs({
  options: {
    settle: { type: 'string', default: '130' },
    out: { type: 'string', default: join(demo, 'profiles') },
  },
});
await main(resolve(values.out), Number(values.settle));

async function main(out, settleSeconds) {
  if (!(settleSeconds >= 0)) throw new Error(`--settle wants a number of seconds, not "${values.settle}"`);
  const bin = mkdtempSync(join(tmpdir(), 'orders-'));
  try {
    build(bin);
    await withService(bin, [], async (url) => {
      await record({ bin, url, folder: join(out, 'before'), times: 0, settleSeconds: 0 });
      await record({ bin, url, folder: join(out, 'after'), times: 1, settleSeconds });
    });
    await withService(bin, ['-repaired'], async (url) => {
      await record({ bin, url, folder: join(out, 'repaired'), times: 1, settleSeconds });
    });
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

/** Builds without cgo and without network: the demo uses the standard library alone. */
function build(bin) {
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const { error, status } = spawnSync('go', ['build', '-trimpath', '-buildvcs=false', '-o', `${bin}/`, './cmd/...'], {
    cwd: demo,
    env,
    stdio: 'inherit',
  });
  if (error)
    throw new Error(`cannot run "go" (${error.message}); install Go from https://go.dev/dl and put it on PATH`);
  if (status !== 0) throw new Error('go build failed; its messages stand above');
}

/** Runs the service for as long as `use` takes, and stops that very process afterwards. */
async function withService(bin, args, use) {
  const service = spawn(join(bin, 'orders'), ['-addr', '127.0.0.1:0', ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(service, 'exit');
  const stop = () => service.kill('SIGTERM');
  process.once('SIGINT', stop);
  try {
    await use(await addressOf(service));
  } finally {
    process.off('SIGINT', stop);
    stop();
    await ended;
  }
}

/** The service's first line says where it listens. */
async function addressOf(service) {
  for await (const line of createInterface({ input: service.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error('the service ended before it said where it listens');
}

async function record({ bin, url, folder, times, settleSeconds }) {
  mkdirSync(folder, { recursive: true });
  console.log(`${folder}: load`);
  const load = spawn(join(bin, 'load'), ['-url', url, '-times', String(times), '-for', `${cpuSeconds + 2}s`], {
    stdio: 'inherit',
  });
  const loaded = once(load, 'exit');
  await sleep(500);
  save(folder, 'cpu.pprof', await fetchProfile(url, `profile?seconds=${cpuSeconds}`));
  const [code] = await loaded;
  if (code !== 0) throw new Error(`the load generator ended with ${code}`);
  // A goroutine's wait is measured from the first collection that finds it waiting.
  await fetchProfile(url, 'heap?gc=1');
  console.log(`${folder}: settle for ${settleSeconds} s`);
  await sleep(settleSeconds * 1000);
  for (const [name, endpoint] of Object.entries(snapshots)) {
    save(folder, name, await fetchProfile(url, endpoint));
  }
}

async function fetchProfile(url, endpoint) {
  const response = await fetch(`${url}/debug/pprof/${endpoint}`, { headers: { connection: 'close' } });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status} ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

function save(folder, name, bytes) {
  writeFileSync(join(folder, name), name.endsWith('.pprof') ? withoutMachinePaths(bytes) : bytes);
}
