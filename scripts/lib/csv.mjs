/** Rows of a comma-separated text by the names in its first line; quoted fields as RFC 4180 has them. */
export function parseCsv(text) {
  const [names = [], ...rows] = records(text);
  return rows.map((r) => Object.fromEntries(names.map((n, i) => [n, r[i] ?? ''])));
}

function records(text) {
  const all = [];
  let [row, field, quoted] = [[], '', false];
  const endRow = () => {
    if (row.length > 0 || field !== '') all.push([...row, field]);
    [row, field] = [[], ''];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') field += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(field);
      field = '';
    } else if (c === '\n') endRow();
    else if (c !== '\r') field += c;
  }
  endRow();
  return all;
}
