/**
 * What the language client and server say to each other beyond LSP 3.17 itself: names of methods, and the shapes of
 * what they carry. Both sides pin their own version of the protocol packages, so nothing else is shared.
 */

/** Client to server, a request: check every package of the workspace folders. Cancelled by `$/cancelRequest`. */
export const checkWorkspace = 'leaklens/checkWorkspace';

export interface CheckWorkspaceParams {
  /** Work-done progress is reported under this token. */
  readonly workDoneToken: string | number;
}

export interface CheckWorkspaceResult {
  readonly cancelled: boolean;
  readonly packages: number;
  readonly files: number;
  readonly findings: number;
  readonly milliseconds: number;
  /** Files or folders that could not be read, settings that are not understood: one sentence each. */
  readonly problems: readonly string[];
}

/** Client to server, a notification: forget what a workspace check published, and check open packages only again. */
export const clearWorkspace = 'leaklens/clearWorkspace';

/** Server to client, a request: the text of a file that the server cannot read by itself (virtual workspaces, browsers). */
export const readText = 'leaklens/readText';
/** Server to client, a request: the entries of such a folder. */
export const listFolder = 'leaklens/listFolder';

export interface FileParams {
  readonly uri: string;
}

/** `text` is missing when there is no such file; `trouble` says why when there is one that cannot be read. */
export interface ReadTextResult {
  readonly text?: string;
  readonly trouble?: string;
}

/** `entries` is missing when there is no such folder; symbolic links to folders are left out. */
export interface ListFolderResult {
  readonly entries?: readonly { readonly name: string; readonly isFolder: boolean }[];
  readonly trouble?: string;
}

/** What the client hands the server at `initialize`; all of it may be missing. */
export interface InitializationOptions {
  /** `web-tree-sitter.wasm` and `tree-sitter-go.wasm`, base64; only where the server cannot read its own folder. */
  readonly wasm?: { readonly runtime: string; readonly grammar: string };
  /** URI that opens the page of a rule, with `RULE` where its id belongs. */
  readonly rulePage?: string;
  /** Whether the client has the command `turnRuleOff`. */
  readonly turnsRulesOff?: boolean;
  /** How hovers look, for an editor that shows pictures in them; others are told in words alone. */
  readonly theme?: ColourTheme;
}

export type ColourTheme = 'light' | 'dark' | 'highContrastLight' | 'highContrastDark';

/** Client to server, a notification: another colour theme was chosen. */
export const themeChanged = 'leaklens/themeChanged';

export interface ThemeParams {
  readonly theme: ColourTheme;
}

/** Command of the client: turns a rule off in the settings. Arguments: the rule's id, the URI of a file it is meant for. */
export const turnRuleOff = 'leaklens.turnRuleOff';

/** The section `leaklens` of the configuration, as `workspace/configuration` answers it for a folder. */
export interface EditorSettings {
  readonly rules?: Readonly<Record<string, string>>;
  readonly check?: {
    /** Check files marked as generated. */
    readonly generated?: boolean;
    /** Check test files, one level lower. */
    readonly tests?: boolean;
    /** Which packages are checked without being asked. */
    readonly scope?: 'openPackages' | 'workspace' | 'off';
  };
  /** Hints at the starts of goroutines that say how they end. */
  readonly goroutineEndings?: { readonly enabled?: boolean };
}

/** Data of a diagnostic that travels to the client and back with a code action request. */
export interface DiagnosticData {
  /** Which finding of the file: rule and absolute UTF-16 offset of its start. */
  readonly rule: string;
  readonly start: number;
}
