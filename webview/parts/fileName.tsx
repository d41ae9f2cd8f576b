/** A path; where room is short its folders are cut first, for the file's own name is what tells. */
export function FileName({ file }: { readonly file: string }) {
  const end = file.lastIndexOf('/') + 1;
  return (
    <>
      {end > 0 && <bdi class="path">{file.slice(0, end)}</bdi>}
      <bdi class="base-name">{file.slice(end)}</bdi>
    </>
  );
}
