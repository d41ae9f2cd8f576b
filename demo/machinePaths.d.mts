/** Gzipped profile.proto in, the same out, without folders of this machine. Throws if one is left. */
export declare function withoutMachinePaths(gzipped: Uint8Array): Uint8Array;
