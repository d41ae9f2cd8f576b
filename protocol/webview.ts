import type { ExportFormat } from '../profile/export/formats.ts';
import type { GoroutineGroup } from '../profile/goroutines/goroutineGroup.ts';
import type { ProfileProblem } from '../profile/problem.ts';
import type { ProfileColumns } from '../profile/profile.ts';
import type { ViewQuery } from '../profile/query/viewQuery.ts';

/** What the extension does for the page of a profile editor. */
export interface ProfileHost {
  /**
   * The page is up and wants its profile. While it is read, `progress` is called on the page. Called again after a
   * failure, it tries again.
   */
  load(params: Record<string, never>): Promise<LoadedProfile>;
  /** Stops the reading that `load` waits for; `load` then answers with the problem `cancelled`. */
  cancelLoad(params: Record<string, never>): void;
  /** Opens the source of a frame, at its line. */
  openSource(params: SourceRequest): Promise<SourceAnswer>;
  /** Reads the text of a function: only when the user has opened the view that shows it. */
  readSource(params: SourceTextRequest): Promise<SourceText>;
  /** What the page shows: lenses, decorations and hovers show the same. `sampleType` is an index into the file's own. */
  shown(params: { readonly sampleType: number; readonly query: ViewQuery }): void;
  /** What can be done on the page now: decides which commands there are. */
  state(params: PageState): void;
  /** Runs one of the ways out that a problem offers. */
  act(params: { readonly action: ProblemAction }): Promise<void>;
  copy(params: { readonly text: string }): Promise<void>;
  /** Lets the user save a file. */
  save(params: FileToSave): Promise<void>;
  /** Lets the user choose what to compare with; the page then loads again. */
  chooseBase(params: Record<string, never>): Promise<void>;
  /** Shows the profile alone again; the page then loads again. */
  clearBase(params: Record<string, never>): Promise<void>;
  /** Lets the user choose further profiles to be looked at as a series with this one; the page then loads again. */
  chooseSeries(params: Record<string, never>): Promise<void>;
  /** Shows the profile without the series again; the page then loads again. */
  endSeries(params: Record<string, never>): Promise<void>;
  /** Asks the user in which of these forms to export what is shown; `picture` is what an SVG or PNG would show. */
  chooseExport(params: {
    readonly formats: readonly ExportFormat[];
    readonly picture: 'flame' | 'graph';
  }): Promise<ExportChoice>;
  /** A failure of the page itself, for the log; shown if it is the answer to something that the user has asked for. */
  report(params: { readonly message: string; readonly isShown?: boolean }): void;
}

/** What the page of a profile editor does for the extension. */
export interface ProfilePage {
  progress(params: LoadProgress): void;
  /** The file changed on disk: the page calls `load` again, and keeps what it shows as far as it can. */
  changed(params: Record<string, never>): void;
  /** The user wants what is shown in another form. */
  export(params: ExportWish): void;
  /** Does what a command of the palette, or its keys, ask for. What makes no sense at present does nothing. */
  command(params: PageCommand): void;
  /** Selects a function (as the profile names it), in whatever view is open. */
  reveal(params: { readonly function: string }): void;
}

export const viewNames = [
  'flame',
  'table',
  'callers',
  'graph',
  'goroutines',
  'labels',
  'source',
  'changes',
  'series',
] as const;
export type ViewName = (typeof viewNames)[number];

export type PageCommand =
  | { readonly do: 'show'; readonly view: ViewName }
  /** An index into `sampleTypes` of the page's state. */
  | { readonly do: 'chooseSampleType'; readonly sampleType: number }
  /** Selects the function that costs next most (1) or next less (-1) by itself. */
  | { readonly do: 'goToHotSpot'; readonly step: 1 | -1 }
  | { readonly do: 'find' | 'addFilter' | 'undoFilter' | 'redoFilter' | 'clearFilters' | 'resetZoom' };

export interface PageState {
  readonly view: ViewName;
  /** The views that what is open has. */
  readonly views: readonly ViewName[];
  /** Empty for a goroutine dump. */
  readonly sampleTypes: readonly string[];
  readonly sampleType: number;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly hasFilters: boolean;
  readonly isZoomed: boolean;
}

/** `name` is what is offered. */
export type FileToSave =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly bytes: Uint8Array };

/** To be asked for the form, or the table as Markdown on the clipboard. */
export interface ExportWish {
  readonly what: 'choose' | 'copyMarkdown';
}

/** Undefined if the user thought better of it. */
export interface ExportChoice {
  readonly format: ExportFormat | 'copyMarkdown' | undefined;
}

/** Another file beside the one that is shown. */
export interface OtherFile {
  readonly name: string;
  readonly content: FileContent;
}

/** What a file holds: a profile as columns, or goroutines read from text. */
export type FileContent =
  | { readonly kind: 'profile'; readonly columns: ProfileColumns }
  | { readonly kind: 'dump'; readonly dump: GoroutineDump };

/** Goroutines of a text dump, by stack. */
export interface GoroutineDump {
  readonly groups: readonly GoroutineGroup[];
  readonly truncated: boolean;
}

export type LoadedProfile =
  | {
      readonly state: 'loaded';
      /** The file's name, for headings. */
      readonly name: string;
      /** Size of the file in bytes. */
      readonly size: number;
      readonly content: FileContent;
      /** What it is compared with: what was before. */
      readonly base?: OtherFile;
      /** Further recordings, which it is looked at with as a series. */
      readonly series?: readonly OtherFile[];
      /** Import paths of the modules in the workspace: their code stands out. */
      readonly ownModules: readonly string[];
      readonly settings: PageSettings;
    }
  | { readonly state: 'failed'; readonly name: string; readonly problem: LoadProblem };

/** The user's settings that a page begins with. */
export interface PageSettings {
  /** Where a flame graph draws callees: below their callers, or above. */
  readonly growth: 'down' | 'up';
}

/** Why there is nothing to show, and what can be done about it. */
export interface LoadProblem {
  readonly code: ProfileProblem['code'] | 'cancelled' | 'unreadable';
  /** What is wrong and what to do next, in full sentences. */
  readonly message: string;
  readonly actions: readonly ProblemAction[];
}

export type ProblemAction = 'retry' | 'openAsText' | 'changeLimit';

export interface LoadProgress {
  readonly stage: 'reading' | 'unpacking' | 'decoding';
  /** 0 … 1; missing where the end is not known. */
  readonly fraction?: number;
}

/** A frame as the profile tells it. */
export interface SourceRequest {
  readonly function: string;
  /** As written in the profile; may be empty. */
  readonly file: string;
  /** Counts from 1; 0 if unknown, then the function's start. */
  readonly line: number;
  /** First line of the function as the profile tells it; 0 if unknown. */
  readonly startLine: number;
  readonly toSide: boolean;
}

/** A function whose text is wanted, as the profile tells it; lines count from 1. */
export interface SourceTextRequest {
  readonly function: string;
  /** As written in the profile; may be empty. */
  readonly file: string;
  /** 0 if unknown. */
  readonly startLine: number;
  /** The lines that cost something. */
  readonly first: number;
  readonly last: number;
  /** The user wants the very file that the profile names, wherever it lies. */
  readonly isAllowed?: boolean;
}

export type SourceText =
  | {
      readonly state: 'read';
      /** For people: relative to the workspace where it lies there. */
      readonly path: string;
      readonly lines: readonly string[];
      /** Number of the first of them in the file as it is today; counts from 1. */
      readonly firstLine: number;
      /** How far the function has moved down since it was profiled. */
      readonly shift: number;
      /** Whether the function begins where the profile says; elsewhere; is not there; or nobody can tell. */
      readonly agreement: 'same' | 'moved' | 'different' | 'unknown';
      /** The file was written after the profile, or is being edited. */
      readonly isNewer: boolean;
    }
  | { readonly state: 'notFound'; readonly message: string; readonly tried: readonly string[] }
  /** The profile names a file where nothing is read unless the user says so. */
  | { readonly state: 'outside'; readonly message: string };

export type SourceAnswer =
  | { readonly state: 'opened' }
  /** Places that were tried, in order; the host has shown the message already. */
  | { readonly state: 'notFound'; readonly tried: readonly string[] };
