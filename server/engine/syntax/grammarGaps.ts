/**
 * Valid Go that tree-sitter-go 0.25 does not know: `new(expr)` (Go 1.26) and methods with type parameters (Go 1.27).
 * Both are covered by text of the same length before a second try; names are read from the user's text, so nothing else
 * has to know.
 */
export function coverGaps(piece: string): string | undefined {
  const covered = piece
    .replace(/\bnew\(/g, 'n_w(')
    .replace(
      /^(func\s*\([^()]*\)\s*[\p{L}_][\p{L}\p{N}_]*)(\[[^\n]*?\])(?=\()/u,
      (_, head: string, list: string) => head + ' '.repeat(list.length),
    );
  return covered === piece ? undefined : covered;
}
