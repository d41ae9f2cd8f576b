import type { Case, Program, Statement } from './program.ts';

/** Steps of the reference machine; `by` is the statement that people see, `to` and the like are places in the same code. */
export type Step =
  | { readonly op: 'send' | 'receive' | 'close'; readonly on: number; readonly by: Statement }
  | { readonly op: 'range'; readonly on: number; readonly end: number; readonly by: Statement }
  | { readonly op: 'lock' | 'unlock' | 'rlock' | 'runlock'; readonly on: number; readonly by: Statement }
  | { readonly op: 'add'; readonly on: number; readonly amount: number; readonly by: Statement }
  | { readonly op: 'wait'; readonly on: number; readonly by: Statement }
  | { readonly op: 'cancel' | 'awaitDone'; readonly on: number; readonly by: Statement }
  | { readonly op: 'onceEnter'; readonly on: number; readonly after: number; readonly by: Statement }
  | { readonly op: 'onceLeave'; readonly on: number; readonly by: Statement }
  | {
      readonly op: 'select';
      readonly cases: readonly { readonly of: Case; readonly to: number }[];
      readonly otherwise: number | undefined;
      readonly by: Statement;
    }
  | { readonly op: 'go' | 'call' | 'defer'; readonly code: number }
  | { readonly op: 'either'; readonly no: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'start'; readonly counter: number; readonly times: number }
  | { readonly op: 'again'; readonly counter: number; readonly end: number }
  | { readonly op: 'return' };

export interface Compiled {
  /** Code 0 is the whole program. */
  readonly codes: readonly (readonly Step[])[];
  readonly counters: number;
}

export function compile(program: Program): Compiled {
  const codes: Step[][] = [];
  let counters = 0;
  const code = (body: readonly Statement[], after: readonly Step[] = []): number => {
    const id = codes.length;
    const steps: Step[] = [];
    codes.push(steps);
    block(steps, body, []);
    steps.push(...after, { op: 'return' });
    return id;
  };
  const block = (steps: Step[], body: readonly Statement[], breaks: number[]): void => {
    for (const s of body) statement(steps, s, breaks);
  };
  const patch = (steps: Step[], at: number, step: Step): void => {
    steps[at] = step;
  };
  const hole = (steps: Step[]): number => steps.push({ op: 'return' }) - 1;
  const statement = (steps: Step[], s: Statement, breaks: number[]): void => {
    switch (s.kind) {
      case 'add':
      case 'done':
        steps.push({ op: 'add', on: s.on, amount: s.kind === 'add' ? 1 : -1, by: s });
        return;
      case 'go':
      case 'call':
        steps.push({ op: s.kind, code: code(s.body) });
        return;
      case 'groupGo':
        steps.push({ op: 'add', on: s.on, amount: 1, by: s });
        steps.push({
          op: 'go',
          code: code([{ kind: 'call', body: s.body }], [{ op: 'add', on: s.on, amount: -1, by: s }]),
        });
        return;
      case 'defer':
        steps.push({ op: 'defer', code: code([s.what]) });
        return;
      case 'once': {
        const enter = hole(steps);
        steps.push({ op: 'call', code: code(s.body) }, { op: 'onceLeave', on: s.on, by: s });
        return patch(steps, enter, { op: 'onceEnter', on: s.on, after: steps.length, by: s });
      }
      case 'range': {
        const head = hole(steps);
        const own: number[] = [];
        block(steps, s.body, own);
        steps.push({ op: 'jump', to: head });
        patch(steps, head, { op: 'range', on: s.on, end: steps.length, by: s });
        for (const b of own) patch(steps, b, { op: 'jump', to: steps.length });
        return;
      }
      case 'loop': {
        const counter = counters++;
        steps.push({ op: 'start', counter, times: s.times });
        const head = hole(steps);
        const own: number[] = [];
        block(steps, s.body, own);
        steps.push({ op: 'jump', to: head });
        patch(steps, head, { op: 'again', counter, end: steps.length });
        for (const b of own) patch(steps, b, { op: 'jump', to: steps.length });
        return;
      }
      case 'either': {
        const test = hole(steps);
        block(steps, s.yes, breaks);
        const over = hole(steps);
        patch(steps, test, { op: 'either', no: steps.length });
        block(steps, s.no, breaks);
        return patch(steps, over, { op: 'jump', to: steps.length });
      }
      case 'select': {
        const choice = hole(steps);
        const own: number[] = [];
        const bodies = [...s.cases.map((c) => c.body), ...(s.otherwise ? [s.otherwise] : [])].map((body) => {
          const at = steps.length;
          block(steps, body, own);
          own.push(hole(steps));
          return at;
        });
        const cases = s.cases.map((of, i) => ({ of, to: bodies[i] as number }));
        patch(steps, choice, { op: 'select', cases, otherwise: s.otherwise ? bodies.at(-1) : undefined, by: s });
        for (const b of own) patch(steps, b, { op: 'jump', to: steps.length });
        return;
      }
      case 'return':
        steps.push({ op: 'return' });
        return;
      case 'break':
        breaks.push(hole(steps));
        return;
      default:
        steps.push({ op: s.kind, on: s.on, by: s } as Step);
    }
  };
  code(program.body);
  return { codes, counters };
}
