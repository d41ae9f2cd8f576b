export function graphvizScript(options?: { readonly minify?: boolean }): Promise<string>;
