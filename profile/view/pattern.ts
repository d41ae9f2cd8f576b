import { RE2JS } from 're2js';
import { type ProfileProblem, problem } from '../problem.ts';
import { failure, type Result, success } from '../result.ts';

/** Says whether a text contains a match: pprof's regular expressions are never anchored. */
export type Pattern = (text: string) => boolean;

/** Compiles an RE2 regular expression, the dialect of Go and pprof, which differs from JavaScript's. */
export function compilePattern(option: string, source: string): Result<Pattern, ProfileProblem> {
  try {
    const compiled = RE2JS.compile(source);
    return success((text) => compiled.test(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failure(
      problem(
        'bad-filter',
        `The ${option} filter is not a valid regular expression (RE2): ${reason}. To search for the text itself, put a backslash before ( ) [ ] * + ? . |`,
      ),
    );
  }
}

/** Like `compilePattern`; undefined for an absent or empty source. */
export function compileOptional(
  option: string,
  source: string | undefined,
): Result<Pattern | undefined, ProfileProblem> {
  return source === undefined || source === '' ? success(undefined) : compilePattern(option, source);
}
