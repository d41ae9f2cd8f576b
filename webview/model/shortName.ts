/** `orders.(*Hub).publish` of `example.com/shop/orders.(*Hub).publish` */
export function shortName(name: string): string {
  const head = /^[^[(]*/.exec(name)?.[0] ?? '';
  return name.slice(head.lastIndexOf('/') + 1);
}
