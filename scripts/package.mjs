// npm run package: builds for production and packs dist/leak-lens-<version>.vsix; fails on anything that does not belong in it.
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { inRoot, run } from './lib/project.mjs';

const { name, version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
/** @type {string} */
export const vsixPath = inRoot('dist', `${name}-${version}.vsix`);

/** Bytes: an extension is downloaded by every window that is set up anew. */
const largest = 1.5 * 1024 * 1024;

/** The README as the package has it. */
const packedReadme = 'dist/README.md';

/** What may be in the package, as the paths inside of it begin. */
const allowed = [
  'extension/package.json',
  'extension/readme.md',
  'extension/changelog.md',
  'extension/LICENSE.txt',
  'extension/dist/',
  'extension/docs/rules/',
  'extension/media/',
  'extension/schemas/',
  'extension/syntaxes/',
  'extension.vsixmanifest',
  '[Content_Types].xml',
];

/**
 * The README for who has the extension already: without what is done from a clone, and links to what stays there. VS Code
 * shows no picture that lies beside an installed README: they would only weigh.
 */
const installedReadme = (text) =>
  text
    .replace(/^!\[.*\]\(docs\/.*\)\n\n?/gm, '')
    .replace(/^## (Install|Try it)\n[\s\S]*?(?=^## )/gm, '')
    .replace(/ · \[[^\]]*\]\((ARCHITECTURE|CONTRIBUTING)\.md\)/g, '')
    .replace('[MIT](LICENSE)', 'MIT');

export async function makePackage(env) {
  const built = await run(env.NODE, [inRoot('scripts/build.mjs'), '--production'], { env, quiet: true });
  if (built.code !== 0) throw new Error(`The build failed:\n${built.output}`);
  rmSync(vsixPath, { force: true });
  writeFileSync(inRoot(packedReadme), installedReadme(readFileSync(inRoot('README.md'), 'utf8')));
  const vsce = inRoot('node_modules/@vscode/vsce/vsce');
  const args = [
    vsce,
    'package',
    '--no-dependencies',
    '--skip-license',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--readme-path',
    packedReadme,
    '--out',
    vsixPath,
  ];
  const packed = await run(env.NODE, args, { env, quiet: true });
  if (packed.code !== 0 || !existsSync(vsixPath)) throw new Error(`Packing failed:\n${packed.output}`);
  const entries = entriesOf(readFileSync(vsixPath));
  const strangers = entries
    .map((e) => e.name)
    .filter((name) => !allowed.some((a) => name === a || (a.endsWith('/') && name.startsWith(a))));
  if (strangers.length > 0) throw new Error(`These files do not belong in the package: ${strangers.join(', ')}`);
  const bytes = statSync(vsixPath).size;
  if (bytes > largest) throw new Error(`The package has ${bytes} bytes; ${largest} are wanted at most.`);
  return { path: vsixPath, bytes, entries };
}

/** Names and packed sizes in a zip's central directory (PKWARE APPNOTE 4.3.12). */
function entriesOf(zip) {
  const entries = [];
  const at = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let next = zip.readUInt32LE(at + 16);
  for (let count = zip.readUInt16LE(at + 10); count > 0; count--) {
    const [length, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(next + offset));
    entries.push({ name: zip.toString('utf8', next + 46, next + 46 + length), bytes: zip.readUInt32LE(next + 20) });
    next += 46 + length + extra + comment;
  }
  return entries;
}

if (process.argv[1] === inRoot('scripts/package.mjs')) {
  try {
    const { path: file, bytes, entries } = await makePackage({ ...process.env, NODE: process.execPath });
    const kilobytes = (size) => `${(size / 1024).toFixed(0).padStart(6)} KB`;
    for (const e of entries.sort((a, b) => b.bytes - a.bytes).slice(0, 8)) console.log(kilobytes(e.bytes), e.name);
    console.log(kilobytes(bytes), file.slice(inRoot().length + 1));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
