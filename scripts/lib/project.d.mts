/** The repository, and the folder in it that git ignores. */
export const root: string;
export const cache: string;
export function inRoot(...parts: string[]): string;
