import { withoutTypeArguments } from '../../profile/goNames.ts';

/** Type arguments that say something in a glance are at most so long. */
const telling = 32;

/** A name as it is shown: long type arguments, which the compiler writes out in full, become `[...]`. */
export const tidyName = (name: string): string => {
  const short = withoutTypeArguments(name);
  return name.length - short.length > telling ? short : name;
};

/** `orders.(*Hub).publish` of `example.com/shop/orders.(*Hub).publish` */
export function shortName(fullName: string): string {
  const name = tidyName(fullName);
  const head = /^[^[(]*/.exec(name)?.[0] ?? '';
  return name.slice(head.lastIndexOf('/') + 1);
}
