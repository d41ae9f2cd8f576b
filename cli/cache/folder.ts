import path from 'node:path';

/** What decides where caches go. */
export interface Surrounding {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * The folder for what can be made again, as each system has it (XDG Base Directory Specification; LOCALAPPDATA on
 * Windows; ~/Library/Caches on macOS). Undefined where none can be named.
 */
export function cacheFolder({ platform, env, home }: Surrounding): string | undefined {
  const own = (base: string | undefined): string | undefined =>
    base !== undefined && path.isAbsolute(base) ? path.join(base, 'leaklens') : undefined;
  const at = (...parts: string[]): string | undefined => own(home && path.join(home, ...parts));
  const xdg = own(env['XDG_CACHE_HOME']);
  if (xdg !== undefined) return xdg;
  if (platform === 'win32') return own(env['LOCALAPPDATA']) ?? at('AppData', 'Local');
  return platform === 'darwin' ? at('Library', 'Caches') : at('.cache');
}
