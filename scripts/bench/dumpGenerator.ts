import { mulberry32 } from './profileGenerator.ts';

/** A goroutine dump of debug=2 as a leaking server writes it: many goroutines on few stacks, arguments all different. */
export function generateDump(goroutines: number, seed: number): Uint8Array {
  const random = mulberry32(seed);
  const stacks = Array.from({ length: 400 }, (_, stack) => makeStack(stack, random));
  const parts: Buffer[] = [];
  let text = '';
  for (let id = 1; id <= goroutines; id++) {
    const stack = stacks[Math.floor(random() ** 3 * stacks.length)]!;
    const minutes = Math.floor(random() * 200);
    text += `goroutine ${id} [${stack.state}${minutes > 0 ? `, ${minutes} minutes` : ''}]:\n`;
    for (const frame of stack.frames) {
      const argument = Math.floor(random() * 0xffffff).toString(16);
      text += `${frame.name}(0xc000${argument}, {0x${argument}10?, 0x8})\n\t${frame.place} +0x${frame.offset}\n`;
    }
    text += `created by ${stack.creator} in goroutine ${Math.floor(random() * id)}\n\t${stack.creatorPlace}\n\n`;
    if (text.length < 1 << 20) continue;
    parts.push(Buffer.from(text));
    text = '';
  }
  parts.push(Buffer.from(text));
  return Buffer.concat(parts);
}

const states = ['chan receive', 'chan send', 'select', 'IO wait', 'semacquire', 'sync.Mutex.Lock', 'sleep'];

function makeStack(stack: number, random: () => number) {
  const frames = Array.from({ length: 2 + Math.floor(random() * 8) }, (_, depth) => ({
    name: `example.com/service/internal/queue${stack % 17}.(*Worker${(stack * 7 + depth) % 300}).handle`,
    place: `/home/build/service/internal/queue${stack % 17}/worker${depth}.go:${10 + ((stack * 31 + depth) % 900)}`,
    offset: (0x10 + depth * 8).toString(16),
  }));
  return {
    state: states[stack % states.length]!,
    frames,
    creator: `example.com/service/internal/queue${stack % 17}.(*Pool).Start`,
    creatorPlace: `/home/build/service/internal/queue${stack % 17}/pool.go:${20 + (stack % 50)} +0x5c`,
  };
}
