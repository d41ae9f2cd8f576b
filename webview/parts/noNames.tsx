/** Why there are addresses instead of functions, and what to do. */
export function NoNames() {
  return (
    <aside class="hint" aria-label="Note">
      This profile names no functions: addresses are shown. With the program at hand,{' '}
      <code>go tool pprof -proto PROGRAM FILE &gt; NAMED.pb.gz</code> puts the names in.
    </aside>
  );
}
