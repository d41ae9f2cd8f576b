// npm run generate: everything that is made from the rules' own metadata. With --check nothing is written, and a
// difference is a failure.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rulesIndex } from './generate/rulesIndex.mjs';
import { inRoot } from './lib/project.mjs';

const isCheck = process.argv.includes('--check');
let stale = 0;

function put(files) {
  for (const [file, text] of Object.entries(files)) {
    const at = inRoot(file);
    if (existsSync(at) && readFileSync(at, 'utf8') === text) continue;
    stale++;
    console.log(`${isCheck ? 'out of date' : 'wrote'}: ${file}`);
    if (isCheck) continue;
    mkdirSync(path.dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
}

put(rulesIndex());
// The rest reads the rules themselves, so their index comes first.
const { fromMetadata } = await import('./generate/fromMetadata.ts');
put(await fromMetadata());
if (isCheck && stale > 0) {
  console.error('Run npm run generate and commit the result.');
  process.exitCode = 1;
}
