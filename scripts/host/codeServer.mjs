// VS Code without a desktop: code-server from npm, kept in .cache, run with the project's own Node 24.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { cache, npm, run } from '../lib/project.mjs';

const version = '4.139.1';
const home = path.join(cache, 'code-server');
const packageFolder = path.join(home, 'node_modules', 'code-server');
const vscode = path.join(packageFolder, 'lib', 'vscode');
const entry = path.join(packageFolder, 'out', 'node', 'entry.js');
const stamp = path.join(home, `installed-${version}`);
/** The server tells at length what `--ignore-scripts` left out; none of it is needed. */
const noise = /bindings file|native-watchdog|spdlog|watchdog|Require stack|^\s+at |^\s*- \/|MODULE_NOT_FOUND|^\s*→|^}/;

/** Installs code-server once; an installation that was broken off is begun anew. */
export async function installCodeServer(env, say = console.error) {
  if (existsSync(stamp)) return;
  say(`Installing VS Code for the browser (code-server ${version}, once, about a minute) …`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const steps = [
    [home, ['install', ...flags, `code-server@${version}`]],
    [vscode, ['install', '--omit=dev', ...flags]],
    [path.join(vscode, 'extensions'), ['install', '--omit=dev', ...flags]],
  ];
  for (const [i, [cwd, args]] of steps.entries()) {
    say(`  ${i + 1} of ${steps.length} …`);
    const { code, output } = await run(npm, args, { cwd, env, quiet: true });
    if (code !== 0)
      throw new Error(`VS Code for the browser could not be installed: is the npm registry reachable?\n${output}`);
  }
  writeFileSync(stamp, '');
}

const quietSettings = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  'editor.minimap.enabled': false,
  'files.autoSave': 'off',
  'workbench.tips.enabled': false,
};

/** The folders of one server: nothing of the user's own VS Code is read or written. */
export function makeProfile(folder, settings = {}) {
  const profile = {
    folder,
    userData: path.join(folder, 'data'),
    extensions: path.join(folder, 'extensions'),
  };
  const user = path.join(profile.userData, 'User');
  mkdirSync(user, { recursive: true });
  mkdirSync(profile.extensions, { recursive: true });
  writeFileSync(path.join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  return profile;
}

const environment = (env, profile) => ({
  ...env,
  HOME: profile.folder,
  XDG_CONFIG_HOME: path.join(profile.folder, 'config'),
  XDG_DATA_HOME: path.join(profile.folder, 'share'),
  EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '' }),
});
const folders = (profile) => ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];

/** Installs a .vsix into a profile. */
export async function installExtension(env, profile, vsix) {
  const args = [entry, ...folders(profile), '--install-extension', vsix];
  const { code, output } = await run(env.NODE, args, { env: environment(env, profile), quiet: true });
  if (code !== 0) throw new Error(`The extension could not be installed into VS Code:\n${output}`);
}

/**
 * Starts a server on 127.0.0.1; `port` 0 takes a free one. Answers its address, what it printed, and how to stop it
 * with all that it started.
 */
export async function startCodeServer(env, profile, { port = 0, smokeTest = false } = {}) {
  const free = port || (await freePort());
  const args = [
    entry,
    ...folders(profile),
    '--bind-addr',
    `127.0.0.1:${free}`,
    '--auth',
    'none',
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    '--reconnection-grace-time',
    '1',
    ...(smokeTest ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const child = spawn(env.NODE, args, {
    env: environment(env, profile),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that it can be ended with its children.
    detached: process.platform !== 'win32',
  });
  const log = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d) =>
      log.push(
        ...String(d)
          .split('\n')
          .filter((line) => line !== '' && !noise.test(line)),
      ),
    );
  const stop = stopper(child);
  const url = `http://127.0.0.1:${free}`;
  try {
    await untilHealthy(url, child, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port: free, log, stop, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

function stopper(child) {
  const end = (signal) => {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // it has ended by itself
    }
  };
  const atExit = () => end('SIGKILL');
  process.once('exit', atExit);
  return async () => {
    process.off('exit', atExit);
    const ended = child.exitCode === null && child.signalCode === null;
    const gone = ended ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();
    end('SIGTERM');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))]);
    end('SIGKILL');
  };
}

async function untilHealthy(url, child, log) {
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`VS Code for the browser did not start:\n${log.slice(-20).join('\n')}`);
    try {
      if ((await fetch(`${url}/healthz`)).ok) return;
    } catch {
      // not up yet
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A port that nobody listens on now. */
export function freePort(wanted = 0) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) =>
      reject(
        error.code === 'EADDRINUSE' ? new Error(`Port ${wanted} is in use: name another one with --port.`) : error,
      ),
    );
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
