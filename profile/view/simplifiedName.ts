/** Parentheses that belong to a name of C++ and do not open an argument list. */
const partsOfNames = ['(anonymous namespace)', 'operator()'];

/** What drop_frames, keep_frames and prune_from look at: the name up to its argument list, which Go has none of. */
export function simplifiedName(name: string): string {
  const bare = name.startsWith('.') ? name.slice(1) : name;
  let at = 0;
  while (at < bare.length) {
    const reserved = partsOfNames.find((part) => bare.startsWith(part, at));
    if (reserved) at += reserved.length;
    else if (bare[at] === '(') return bare.slice(0, at);
    else at++;
  }
  return bare;
}
