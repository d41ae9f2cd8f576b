import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  futimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Changes with the form of the entries; those of other forms are swept away. */
const form = 'v1';

export interface Bounds {
  /** Bytes of all entries together. */
  readonly bytes: number;
  /** How often the folder is gone through (milliseconds). */
  readonly sweepEvery: number;
}

export const defaultBounds: Bounds = { bytes: 64 << 20, sweepEvery: 60 * 60 * 1000 };

/** An entry that is used again counts as new, but its time is written once a day at most (milliseconds). */
const day = 24 * 60 * 60 * 1000;

/**
 * Results of earlier runs, one file each, named by the key. Any number of processes may use the folder at once, and it
 * may be deleted at any time: entries appear whole, by rename, and one that cannot be read is none. Nothing here throws.
 */
export class ResultStore {
  readonly #root: string;
  readonly #folder: string;
  readonly #bounds: Bounds;
  #hasStored = false;

  constructor(root: string, bounds: Bounds = defaultBounds) {
    this.#root = root;
    this.#folder = path.join(root, form);
    this.#bounds = bounds;
  }

  /** Undefined when there is none, or it is damaged. */
  get(key: string): unknown {
    let file: number;
    try {
      file = openSync(this.#entry(key), 'r');
    } catch {
      return undefined;
    }
    try {
      const text = readFileSync(file, 'utf8');
      const cut = text.indexOf('\n');
      const body = text.slice(cut + 1);
      if (text.slice(0, cut) !== digest(body)) return undefined;
      touch(file);
      return JSON.parse(body);
    } catch {
      return undefined;
    } finally {
      closeSync(file);
    }
  }

  /** `result` is plain data. A full disk or a folder that may not be written costs nothing but the next run's time. */
  put(key: string, result: unknown): void {
    const body = JSON.stringify(result);
    const target = this.#entry(key);
    const own = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.new`;
    try {
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(own, `${digest(body)}\n${body}`);
      renameSync(own, target);
      this.#hasStored = true;
    } catch {
      remove(own);
    }
  }

  /** Evicts the entries that were not used for longest, until the rest is within the bounds. Now and then is enough. */
  sweep(): void {
    if (!this.#hasStored) return;
    const mark = path.join(this.#root, 'swept');
    try {
      const last = statSync(mark, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - last < this.#bounds.sweepEvery) return;
      writeFileSync(mark, '');
      for (const other of readdirSync(this.#root, { withFileTypes: true }))
        if (other.isDirectory() && /^v\d+$/.test(other.name) && other.name !== form)
          rmSync(path.join(this.#root, other.name), { recursive: true, force: true });
      this.#evict();
    } catch {
      // Somebody else sweeps, or has deleted the folder.
    }
  }

  #evict(): void {
    const entries = readdirSync(this.#folder)
      .flatMap((part) => readdirSync(path.join(this.#folder, part)).map((name) => path.join(this.#folder, part, name)))
      .flatMap((file) => {
        const found = statSync(file, { throwIfNoEntry: false });
        return found ? [{ file, size: found.size, used: found.mtimeMs }] : [];
      })
      .sort((a, b) => b.used - a.used);
    let bytes = 0;
    for (const { file, size } of entries) {
      bytes += size;
      if (bytes > this.#bounds.bytes) rmSync(file, { force: true });
    }
  }

  #entry(key: string): string {
    return path.join(this.#folder, key.slice(0, 2), key.slice(2));
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is no folder: then there is no file either.
  }
}

function touch(file: number): void {
  try {
    if (Date.now() - fstatSync(file).mtimeMs > day) futimesSync(file, new Date(), new Date());
  } catch {
    // A file system that does not let us: the entry only looks older than it is.
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);
