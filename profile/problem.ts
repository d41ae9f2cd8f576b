/** Why bytes are not a profile, or a view of one cannot be made. Stable: callers branch on it. */
export type ProblemCode =
  | 'empty'
  | 'not-a-profile'
  | 'legacy-text'
  | 'goroutine-text'
  | 'execution-trace'
  | 'concatenated'
  | 'bad-gzip'
  | 'too-large'
  | 'truncated'
  | 'malformed'
  | 'bad-reference'
  | 'cancelled'
  | 'bad-filter'
  | 'unknown-sample-type'
  | 'incompatible';

/** An expected failure: `message` says what is wrong and what to do next, in one or two sentences. */
export interface ProfileProblem {
  readonly code: ProblemCode;
  readonly message: string;
}

export function problem(code: ProblemCode, message: string): ProfileProblem {
  return { code, message };
}
