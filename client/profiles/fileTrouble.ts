/** What VS Code's file systems say about a failure, without its stack of words. */
const words: Readonly<Record<string, { readonly read: string; readonly write: string }>> = {
  FileNotFound: {
    read: 'There is no such file any more: it was moved or deleted. Open it where it is now, or record it again.',
    write: 'The folder does not exist any more. Choose another one.',
  },
  FileIsADirectory: {
    read: 'This is a folder: open a file in it.',
    write: 'A folder has this name already. Choose another name.',
  },
  FileNotADirectory: {
    read: 'Part of its path is a file, not a folder. Open it where it is now.',
    write: 'Part of the path is a file, not a folder. Choose another folder.',
  },
  NoPermissions: {
    read: 'You may not read this file: change its permissions, or copy it to where you may.',
    write: 'You may not write there. Choose another folder.',
  },
  Unavailable: {
    read: 'Its file system does not answer at the moment. Try again.',
    write: 'The file system does not answer at the moment. Try again.',
  },
};

/** Why a file could not be read or written, and what to do about it. */
export function fileTrouble(error: unknown, what: 'read' | 'write'): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string };
  const known = words[posix[code ?? ''] ?? code ?? ''] ?? words[posixIn(message ?? '') ?? ''];
  if (known) return known[what];
  const reason = message ?? String(error);
  return what === 'read' ? `The file cannot be read: ${reason}` : `The file cannot be written: ${reason}`;
}

const posix: Readonly<Record<string, string>> = {
  ENOENT: 'FileNotFound',
  EISDIR: 'FileIsADirectory',
  ENOTDIR: 'FileNotADirectory',
  EACCES: 'NoPermissions',
  EPERM: 'NoPermissions',
  EROFS: 'NoPermissions',
};

/** Some of VS Code's own errors name the system's in their words alone. */
const posixIn = (message: string): string | undefined => posix[/\b(E[A-Z]{3,})\b/.exec(message)?.[1] ?? ''];
