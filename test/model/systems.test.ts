import { describe, expect, it } from 'vitest';
import { membersOf, systemsOf } from '../../server/engine/model/systems.ts';
import { packagesOf } from '../rules/harness.ts';

const type = `type pipe struct {
	in   chan int
	stop chan struct{}
}

func (p *pipe) run() {
	select {
	case <-p.in:
	case <-p.stop:
	}
}

func (p *pipe) Close() { close(p.stop) }
`;
const making =
  'func NewPipe() *pipe {\n\tp := &pipe{in: make(chan int), stop: make(chan struct{})}\n\tgo p.run()\n\treturn p\n}\n';
const idle = 'func NewPipe() *pipe { return &pipe{in: make(chan int), stop: make(chan struct{})} }\n';

async function systemsIn(...parts: readonly string[]): Promise<string[]> {
  const [pkg] = await packagesOf(new Map([['a.go', `package a\n\n${[type, ...parts].join('\n')}`]]));
  return (pkg?.functions ?? []).flatMap(systemsOf).map((s) =>
    membersOf(s)
      .map((fn) => fn.name)
      .join(', '),
  );
}

describe('a type as a little system', () => {
  it('is made and ended, alone and with each call under way that communicates', async () => {
    const others = 'func (p *pipe) Put(n int) { p.in <- n }\n\nfunc (p *pipe) Len() int { return len(p.in) }\n';
    expect(await systemsIn(making, others)).toEqual(['NewPipe, (*pipe).Close', 'NewPipe, (*pipe).Put, (*pipe).Close']);
  });

  it('may begin with a method of its own', async () => {
    const start = 'func (p *pipe) Start() { go p.run() }\n';
    expect(await systemsIn(idle, start)).toEqual(['NewPipe, (*pipe).Start, (*pipe).Close']);
  });

  it.each([
    ['starts nothing', idle],
    ['can be made in three ways', ['One', 'Two', 'Three'].map((n) => making.replace('NewPipe', `New${n}`)).join('\n')],
    [
      'can begin in two ways',
      `${idle}\nfunc (p *pipe) Start() { go p.run() }\n\nfunc (p *pipe) Open() { go p.run() }\n`,
    ],
    ['is made with something else', making.replace('*pipe {', '(*pipe, int) {').replace('return p', 'return p, 0')],
  ])('is none where it %s', async (_, text) => expect(await systemsIn(text)).toEqual([]));

  it('is not called by what lasts as long as it does, nor by methods of the package alone', async () => {
    const others = 'func (p *pipe) Serve() { <-p.stop }\n\nfunc (p *pipe) put(n int) { p.in <- n }\n';
    expect(await systemsIn(making, others)).toEqual(['NewPipe, (*pipe).Close']);
  });
});
