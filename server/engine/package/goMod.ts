import type { GoVersion } from './view.ts';

export interface GoMod {
  readonly module: string;
  readonly go: GoVersion;
  readonly requires: readonly { readonly path: string; readonly version: string }[];
  readonly replaces: readonly { readonly path: string; readonly by: string; readonly version: string | undefined }[];
}

/** Go's own assumption for modules that do not say (and for code without a go.mod). */
export const oldGo: GoVersion = { major: 1, minor: 16 };

/** Reads a go.mod (https://go.dev/ref/mod#go-mod-file). Lines that are not understood are passed over. */
export function readGoMod(text: string): GoMod {
  let module = '';
  let go = oldGo;
  const requires: { path: string; version: string }[] = [];
  const replaces: { path: string; by: string; version: string | undefined }[] = [];
  let block = '';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\/\/.*$/, '').trim();
    if (line === ')') block = '';
    else if (line.endsWith('(')) block = line.slice(0, -1).trim();
    else if (line !== '') {
      const [verb = '', ...rest] = (block ? `${block} ${line}` : line)
        .split(/\s+/)
        .map((w) => w.replace(/^"(.*)"$/, '$1'));
      if (verb === 'module') module = rest[0] ?? '';
      else if (verb === 'go') go = readVersion(rest[0] ?? '') ?? go;
      else if (verb === 'require') requires.push({ path: rest[0] ?? '', version: rest[1] ?? '' });
      else if (verb === 'replace') {
        const arrow = rest.indexOf('=>');
        if (arrow > 0) replaces.push({ path: rest[0] ?? '', by: rest[arrow + 1] ?? '', version: rest[arrow + 2] });
      }
    }
  }
  return { module, go, requires, replaces };
}

function readVersion(text: string): GoVersion | undefined {
  const m = /^(\d+)\.(\d+)/.exec(text);
  return m ? { major: Number(m[1]), minor: Number(m[2]) } : undefined;
}

export const atLeast = (v: GoVersion, major: number, minor: number): boolean =>
  v.major > major || (v.major === major && v.minor >= minor);
