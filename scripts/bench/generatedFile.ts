import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateProfile, type ProfileShape } from './profileGenerator.ts';

/** Some hundred thousand distinct stacks, as a long CPU profile of a large service has them. */
export const hundredThousand: ProfileShape = {
  samples: 100_000,
  stacks: 100_000,
  functions: 4000,
  deepest: 84,
  labelled: false,
  seed: 1,
};

/** A file with a profile of the shape. Made once per machine, since that takes longer than what is measured. */
export function generatedFile(shape: ProfileShape): string {
  const file = join(tmpdir(), `leaklens-bench-${Object.values(shape).join('-')}.pb.gz`);
  if (!existsSync(file)) writeFileSync(file, gzipSync(generateProfile(shape)));
  return file;
}
