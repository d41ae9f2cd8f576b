// A Chromium for tests: one that is there, or one that the system's package manager installs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const managers = [
  ['apt-get', [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]],
  ['dnf', [['install', '-y', 'chromium', 'dejavu-sans-mono-fonts']]],
  ['apk', [['add', 'chromium', 'font-dejavu']]],
  ['pacman', [['-Sy', '--noconfirm', 'chromium', 'ttf-dejavu']]],
];

/** Flags for a machine without a screen, a sandbox or a network. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** The path of a Chromium, or undefined. `LEAKLENS_CHROMIUM` names another one. */
export function findBrowser() {
  const named = process.env.LEAKLENS_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  return names.map(onPath).find(Boolean) ?? places.find((p) => existsSync(p));
}

/** Finds a Chromium or installs one; throws with what to do when neither works. */
export function ensureBrowser(say = console.log) {
  const found = findBrowser();
  if (found) return found;
  const [manager, steps] = managers.find(([name]) => onPath(name)) ?? [];
  if (manager) {
    say(`Installing Chromium with ${manager} …`);
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
    for (const step of steps) {
      const [command, ...args] = [...asRoot, manager, ...step];
      const { status, stderr } = spawnSync(command, args, {
        encoding: 'utf8',
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      });
      // An update may fail for one source of several; the installation tells.
      if (status !== 0 && step[0] !== 'update') say(String(stderr).trim().split('\n').slice(-3).join('\n'));
    }
  }
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error('There is no Chromium, Chrome or Edge: install one, or name it in LEAKLENS_CHROMIUM.');
}
