/**
 * A function's name; where room is short, the path of its package is cut first, for the name is what tells functions
 * apart. Each part is isolated: names may hold text that runs from right to left.
 */
export function FunctionName({ name }: { readonly name: string }) {
  const end = pathEnd(name);
  return (
    <>
      {end > 0 && <bdi class="path">{name.slice(0, end)}</bdi>}
      <bdi>{name.slice(end)}</bdi>
    </>
  );
}

/** Behind the last `/` of the import path; those of type arguments and receivers are none. */
function pathEnd(name: string): number {
  const open = name.search(/[[(]/);
  return name.lastIndexOf('/', open < 0 ? name.length : open) + 1;
}
