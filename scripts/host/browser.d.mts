export const browserFlags: readonly string[];
export function findBrowser(): string | undefined;
export function ensureBrowser(say?: (message: string) => void): string;
