import type { Fix } from '../finding.ts';
import { insertFirst, preferred, replace } from '../fix.ts';
import type { LocalChannel } from './localChannels.ts';

/** `make(chan T)` becomes `make(chan T, 1)`: one send then never waits. */
export function roomForOne(channel: LocalChannel): Fix[] {
  const { made, owner } = channel;
  if (made.kind !== 'CallExpr' || channel.capacity !== 0) return [];
  const [type] = made.args;
  if (!type || channel.operations.filter((o) => o.kind === 'send').length !== 1) return [];
  const edit = replace(owner, made, `make(${owner.textOf(type)}, 1)`);
  return preferred(`Give ${channel.variable.name} room for 1`, edit);
}

/** `defer close(ch)` as the first statement of the only goroutine that sends. */
export function closeWhenSent(channel: LocalChannel): Fix[] {
  const senders = new Set(channel.operations.filter((o) => o.kind === 'send').map((o) => o.function));
  const [sender] = senders;
  if (!sender || senders.size !== 1 || sender === channel.owner || sender.syntax.kind !== 'FuncLit') return [];
  const name = channel.variable.name;
  return preferred(
    `Defer close(${name}) in the sender`,
    insertFirst(sender, sender.syntax.body, `defer close(${name})`),
  );
}
