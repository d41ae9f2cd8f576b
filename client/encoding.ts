// Node and browsers both have it; the library of what both share has not its type.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

declare const TextEncoder: new () => { encode(text: string): Uint8Array };

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
