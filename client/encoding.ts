// Node and browsers both have it; the library of what both share has not its type.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
