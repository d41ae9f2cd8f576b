/**
 * Writes an object as JSON, the elements of its lists one by one: a profile may have more rows than one string can
 * hold. Reads like `JSON.stringify(value, undefined, 2)`.
 */
export function printJson(value: object, write: (text: string) => void): void {
  write('{');
  let separator = '\n';
  for (const [key, member] of Object.entries(value)) {
    write(`${separator}  ${JSON.stringify(key)}: `);
    if (Array.isArray(member) && member.length > 0) printList(member, write);
    else write(indented(member, '  '));
    separator = ',\n';
  }
  write('\n}\n');
}

/** Elements are collected up to this many characters before they are written. */
const chunk = 1 << 16;

function printList(list: readonly unknown[], write: (text: string) => void): void {
  let text = '[';
  list.forEach((element, i) => {
    text += `${i === 0 ? '' : ','}\n    ${indented(element, '    ')}`;
    if (text.length < chunk) return;
    write(text);
    text = '';
  });
  write(`${text}\n  ]`);
}

function indented(value: unknown, indent: string): string {
  return JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${indent}`);
}
