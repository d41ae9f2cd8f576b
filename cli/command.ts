/** What a command may touch of the world; handed in, so that tests run commands without a process. */
export interface CommandIo {
  /** Writes text as it is: lines end themselves. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Rejects with a Node system error if the file cannot be read. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Writes a file, in the place of one that is there; rejects with a Node system error if it cannot. */
  readonly writeFile: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Names in a folder, sorted; undefined if the path is no folder. */
  readonly readFolder: (path: string) => Promise<string[] | undefined>;
  readonly cwd: string;
  /** Whether stdout is a terminal: only then colour and progress make sense. */
  readonly isTTY: boolean;
}

/** A subcommand of `leaklens`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help, starting with the synopsis. */
  readonly usage: string;
  /** Returns the exit code. */
  readonly run: (args: string[], io: CommandIo) => Promise<number>;
}

/** Nothing at or above warning, no threshold crossed. */
export const exitClean = 0;
/** Findings, or thresholds crossed. */
export const exitFindings = 1;
/** Wrong usage or unreadable input. */
export const exitTrouble = 2;
