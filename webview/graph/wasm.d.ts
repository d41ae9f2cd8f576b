/** Graphviz, compressed; the build puts it there (scripts/lib/graphviz.mjs). */
declare module 'graphviz.wasm.zst' {
  export const packed: Uint8Array;
}
