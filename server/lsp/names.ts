import { URI } from 'vscode-uri';

/** The engine's names of files and folders: URIs in one spelling, whatever spelling the client uses. */
export const nameOf = (uri: string): string => URI.parse(uri).toString();

/** A file's or folder's own name as it stands in such a URI. */
export const encodeEntry = (entry: string): string =>
  URI.from({ scheme: 'x', path: `/${entry}` })
    .toString()
    .slice(3);

/** For people: the path without the scheme. */
export const readable = (name: string): string => {
  const uri = URI.parse(name);
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
};
