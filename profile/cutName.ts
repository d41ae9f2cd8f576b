import { withoutTypeArguments } from './goNames.ts';

/**
 * A Go function's name in at most `room` characters: first the path goes, then the package, then the receiver; what is
 * still too long is cut in its middle. Empty when not even three characters fit.
 */
export function cutName(name: string, room: number): string {
  if (name.length <= room) return name;
  if (room < 3) return '';
  for (const shorter of shorterNames(name)) if (shorter.length <= room) return shorter;
  const [last = name] = shorterNames(name).slice(-1);
  const front = Math.ceil((room - 1) / 2);
  return `${last.slice(0, front)}…${last.slice(last.length - (room - 1 - front))}`;
}

function shorterNames(name: string): string[] {
  // Slashes and dots inside of receivers and type arguments belong to other names.
  const plain = withoutTypeArguments(name).replaceAll('[...]', '[…]');
  const head = /^[^[(]*/.exec(plain)?.[0] ?? '';
  const local = plain.slice(head.lastIndexOf('/') + 1);
  const dot = local.indexOf('.');
  const inPackage = dot < 0 ? local : local.slice(dot + 1);
  const receiver = /^\(?\*?[^.()]*\)?\./.exec(inPackage)?.[0] ?? '';
  const isMethod = receiver.startsWith('(');
  return [plain, local, inPackage, ...(isMethod ? [inPackage.slice(receiver.length)] : [])];
}
