// npm run package: builds for production and packs dist/leak-lens-<version>.vsix; fails on anything that does not belong in it.
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { inRoot, run } from './lib/project.mjs';

const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
/** @type {string} */
export const vsixPath = inRoot('dist', `${name}-${version}.vsix`);

/** What may be in the package, as the paths inside of it begin. */
const allowed = [
  'extension/package.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/dist/',
  'extension/docs/rules/',
  'extension/docs/images/',
  'extension/media/',
  'extension/schemas/',
  'extension/syntaxes/',
  'extension.vsixmanifest',
  '[Content_Types].xml',
];

export async function makePackage(env) {
  const built = await run(env.NODE, [inRoot('scripts/build.mjs'), '--production'], { env, quiet: true });
  if (built.code !== 0) throw new Error(`The build failed:\n${built.output}`);
  rmSync(vsixPath, { force: true });
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--skip-license',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    vsixPath,
  ];
  const packed = await run(env.NODE, args, { env, quiet: true });
  if (packed.code !== 0 || !existsSync(vsixPath)) throw new Error(`Packing failed:\n${packed.output}`);
  const strangers = entriesOf(readFileSync(vsixPath)).filter(
    (e) => !allowed.some((a) => e === a || (a.endsWith('/') && e.startsWith(a))),
  );
  if (strangers.length > 0) throw new Error(`These files do not belong in the package: ${strangers.join(', ')}`);
  return { path: vsixPath, bytes: statSync(vsixPath).size };
}

/** Names in a zip's central directory (PKWARE APPNOTE 4.3.12). */
function entriesOf(zip) {
  const names = [];
  const at = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let next = zip.readUInt32LE(at + 16);
  for (let count = zip.readUInt16LE(at + 10); count > 0; count--) {
    const [length, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(next + offset));
    names.push(zip.toString('utf8', next + 46, next + 46 + length));
    next += 46 + length + extra + comment;
  }
  return names;
}

if (process.argv[1] === inRoot('scripts/package.mjs')) {
  try {
    const { path: file, bytes } = await makePackage({ ...process.env, NODE: process.execPath });
    console.log(`${file.slice(inRoot().length + 1)}  ${(bytes / 1024).toFixed(0)} KB`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
