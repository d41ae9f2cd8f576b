import { versionNumber } from './buildInfo.ts';

/** What a go.mod or go.work says about where modules lie (go.dev/ref/mod#go-mod-file, #workspaces). */
export interface ModuleFile {
  readonly module: string | undefined;
  /** Replacements by local folders, relative or absolute. */
  readonly replaced: readonly { readonly path: string; readonly by: string }[];
  /** Folders that a go.work uses. */
  readonly used: readonly string[];
  /** Versions of other modules. */
  readonly required: readonly { readonly path: string; readonly version: string }[];
  /** The Go that is asked for, `1.26.8`: the toolchain's, else the language's; empty if none is. */
  readonly goVersion: string;
}

export function modulesOf(text: string): ModuleFile {
  const replaced: { path: string; by: string }[] = [];
  const used: string[] = [];
  const required: { path: string; version: string }[] = [];
  let [go, toolchain] = ['', ''];
  let module: string | undefined;
  for (const [verb, ...words] of directives(text)) {
    const [first] = words;
    if (verb === 'module') module = first;
    else if (verb === 'go' && first !== undefined) go = first;
    else if (verb === 'toolchain' && first !== undefined) toolchain = versionNumber(first);
    else if (verb === 'require' && first !== undefined) required.push({ path: first, version: words[1] ?? '' });
    else if (verb === 'use' && first !== undefined) used.push(first);
    else if (verb === 'replace') {
      const by = words[words.indexOf('=>') + 1];
      if (first !== undefined && by !== undefined && /^(\.{1,2}(\/|$)|\/(?!\/)|[A-Za-z]:)/.test(by))
        replaced.push({ path: first, by });
    }
  }
  return { module, replaced, used, required, goVersion: toolchain || go };
}

/** Each directive as its words, blocks taken apart. */
function* directives(text: string): Generator<string[]> {
  let block: string | undefined;
  for (const raw of text.split('\n')) {
    const words = raw
      .replace(/\/\/.*/, '')
      .trim()
      .split(/\s+/)
      .map((w) => w.replace(/^(["`])(.*)\1$/, '$2'));
    if (words[0] === '' || words[0] === undefined) continue;
    if (block !== undefined && words[0] === ')') block = undefined;
    else if (block !== undefined) yield [block, ...words];
    else if (words[1] === '(') block = words[0];
    else yield words;
  }
}
