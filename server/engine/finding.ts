/** What a rule has to say about a place. Offsets are absolute UTF-16 offsets into the file's text. */
export type Severity = 'information' | 'warning' | 'error';

/** What a user may set for a rule. */
export type Level = 'off' | Severity;

export interface Place {
  /** The `name` of the `SourceFile`. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One step of the run (or path) that leads to the leak, in the order in which it happens. */
export interface WitnessStep extends Place {
  readonly message: string;
  /** Which goroutine takes the step ("main", "goroutine of line 31"); missing where only one is involved. */
  readonly goroutine?: string;
  /** The step in a few letters, for a picture. */
  readonly label?: string;
  /** The goroutine that this step starts, or hands a value to. */
  readonly partner?: string;
  /** The goroutine never gets past this step. */
  readonly isBlocked?: boolean;
  /** So many steps before this one are left out, for there are many. */
  readonly omitted?: number;
}

export interface TextEdit extends Place {
  readonly newText: string;
}

/** A fix leaves gofmt'ed code and changes nothing beyond its title's promise. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** May be applied to every finding of the rule at once (fix-all, `--fix`). */
  readonly isPreferred: boolean;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** Outermost named function: `name`, `T.name` or `(*T).name`; empty at package level. */
  readonly function: string;
  /** Two short sentences: what is wrong and why it matters; what to do. */
  readonly message: string;
  readonly witness: readonly WitnessStep[];
  readonly fixes: readonly Fix[];
  /** Why the finding may be trusted, in words: "closed world", "all callees known" … */
  readonly confidence: readonly string[];
}
