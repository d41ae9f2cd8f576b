import { type ProblemCode, type ProfileProblem, problem } from '../problem.ts';
import type { Wire } from './wire.ts';

const recordAgain = 'The file is damaged: record the profile again, or fetch it again if it was copied.';

/** What the parts of the decoder share: the reader, and the first thing found wrong. */
export class DecodeContext {
  readonly wire: Wire;
  readonly stringCount: number;
  problem: ProfileProblem | undefined;

  constructor(wire: Wire, stringCount: number) {
    this.wire = wire;
    this.stringCount = stringCount;
  }

  /** Keeps the first problem only: what follows are its consequences. */
  report(code: ProblemCode, whatIsWrong: string): void {
    this.problem ??= problem(code, `${whatIsWrong} ${recordAgain}`);
  }

  /** Reads a position in the string table. */
  string(): number {
    const index = this.wire.int64();
    if (index >= 0 && index < this.stringCount) return index;
    if (!this.wire.broken) this.badString(index);
    return 0;
  }

  badString(index: number): void {
    this.report(
      'bad-reference',
      `The profile refers to string ${index}, but its string table has ${this.stringCount} entries.`,
    );
  }

  /** Whether reading went well so far; damage of the bytes becomes a problem here. */
  get sound(): boolean {
    if (this.wire.broken) this.report('malformed', 'A record of the profile is not valid protobuf.');
    return this.problem === undefined;
  }
}
