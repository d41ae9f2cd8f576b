/** What a Go program says of how it was built (runtime/debug.BuildInfo). */
export interface BuildInfo {
  /** `1.26.8`; empty if not told. */
  readonly goVersion: string;
  /** Import path of the main package, which functions of it do not name: `example.com/shop/cmd/shop`. */
  readonly mainPackage: string;
  /** The modules in the program, the main one first; a replaced one as it is imported, with what replaces it. */
  readonly modules: readonly BuiltModule[];
}

export interface BuiltModule {
  readonly path: string;
  /** `v1.2.0`, `(devel)`. */
  readonly version: string;
  readonly replacement?: { readonly path: string; readonly version: string };
}

/** Reads the text of `go version -m` or of BuildInfo.String: lines of a word and values, parted by tabs. */
export function readBuildInfo(text: string): BuildInfo {
  let goVersion = '';
  let mainPackage = '';
  const modules: BuiltModule[] = [];
  for (const line of text.split('\n')) {
    const [word, first = '', second = ''] = line.trim().split('\t');
    if (word === 'go') goVersion = versionNumber(first);
    else if (word === 'path') mainPackage = first;
    else if (word === 'mod' || word === 'dep') modules.push({ path: first, version: second });
    else if (word === '=>') {
      const replaced = modules.pop();
      if (replaced) modules.push({ ...replaced, replacement: { path: first, version: second } });
    }
  }
  return { goVersion, mainPackage, modules };
}

/** `1.26.8` of `go1.26.8`, `go1.26.8 X:nocoverageredesign` or `go1.26rc1`. */
export const versionNumber = (text: string): string =>
  /^(?:go)?(\d+\.\d+(?:\.\d+)?(?:(?:beta|rc)\d+)?)/.exec(text)?.[1] ?? '';

const magic = [0xff, 0x20, 0x47, 0x6f, 0x20, 0x62, 0x75, 0x69, 0x6c, 0x64, 0x69, 0x6e, 0x66, 0x3a];
/** Header before the inline strings (debug/buildinfo: 14 bytes magic, pointer size, flags, padding). */
const headerSize = 32;
/** Frames the module text within the program (cmd/go/internal/modload: infoStart, infoEnd). */
const sentinel = 16;

/**
 * Build info out of a program's bytes, whatever its format: found by its magic number at a multiple of 16. Undefined where
 * there is none, and for programs of Go before 1.18, which point to it instead.
 */
export function buildInfoIn(program: Uint8Array): BuildInfo | undefined {
  for (let at = 0; at + headerSize < program.length; at += 16) {
    if (program[at] !== 0xff || !magic.every((byte, i) => program[at + i] === byte)) continue;
    if (((program[at + 15] ?? 0) & 2) === 0) continue;
    const version = inlineString(program, at + headerSize);
    const text = version && inlineString(program, version.end);
    if (!version || !text) continue;
    const framed = text.value.length >= 2 * sentinel ? text.value.slice(sentinel, -sentinel) : '';
    return readBuildInfo(`go\t${version.value}\n${framed}`);
  }
  return undefined;
}

/** A varint length and that many bytes; module texts are ASCII between their sentinels. */
function inlineString(bytes: Uint8Array, start: number): { readonly value: string; readonly end: number } | undefined {
  let [length, at] = [0, start];
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[at++] ?? 0;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  if (at + length > bytes.length) return undefined;
  let value = '';
  for (const byte of bytes.subarray(at, at + length)) value += String.fromCharCode(byte);
  return { value, end: at + length };
}
