// Brings what the project needs onto a fresh machine: its npm packages, and a Node that its tools accept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cache, inRoot, npm, run } from './project.mjs';

const neededMajor = 22;
/** Prebuilt Node from npm, for shells whose own Node is older than the tools accept. */
const nodeVersion = '24.21.0';

export async function installPackages() {
  const lock = readFileSync(inRoot('package-lock.json'), 'utf8');
  const stamp = inRoot('node_modules/.leaklens-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.error('Installing npm packages …');
  const { code, output } = await run(npm, ['ci', '--ignore-scripts', '--loglevel=error'], { quiet: true });
  if (code !== 0) throw new Error(`npm ci failed. Is the npm registry reachable?\n${output}`);
  writeFileSync(stamp, lock);
}

/** @returns {Promise<string>} the folder whose `node` is new enough, to be put first in PATH. */
export async function modernNode() {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) return path.dirname(process.execPath);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const home = path.join(cache, 'node');
  const bin = path.join(home, 'node_modules', name, 'bin');
  if (!existsSync(bin)) {
    console.error(
      `Node ${process.versions.node} is older than the build tools need: installing Node ${nodeVersion} for this project …`,
    );
    mkdirSync(home, { recursive: true });
    const args = [
      'install',
      '--prefix',
      home,
      '--no-save',
      '--ignore-scripts',
      '--loglevel=error',
      `${name}@${nodeVersion}`,
    ];
    const { code, output } = await run(npm, args, { quiet: true });
    if (code !== 0)
      throw new Error(
        `Node ${nodeVersion} could not be installed: install Node ${neededMajor} or newer and try again.\n${output}`,
      );
  }
  return bin;
}

/** The environment for the project's tools: modern Node and the local binaries first. */
export async function prepare() {
  await installPackages();
  const node = await modernNode();
  const PATH = [node, inRoot('node_modules/.bin'), process.env['PATH']].join(path.delimiter);
  return { ...process.env, PATH, NODE: path.join(node, process.platform === 'win32' ? 'node.exe' : 'node') };
}
