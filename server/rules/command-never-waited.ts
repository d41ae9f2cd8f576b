import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isNamed } from '../engine/facts/types.ts';
import { useOf } from '../engine/flow/ownership.ts';
import type { Rule } from '../engine/rule.ts';

const waits = { methods: ['Wait', 'Run', 'Output', 'CombinedOutput'] };

export const rule: Rule = {
  meta: {
    id: 'command-never-waited',
    title: 'Command started and never waited for',
    group: 'resources',
    level: 'information',
    summary: 'A command is started, and nothing in the function waits for it or hands it on.',
    why: '`Start` starts goroutines that copy to and from the command, and opens pipes; `Wait` ends them, and takes the exit status from the system. Without it they stay, and the dead process stays as a zombie.',
    fix: 'Call `cmd.Wait()`, in a goroutine (`go cmd.Wait()`) where the function shall not wait itself.',
    silentAbout: [
      'commands that are returned, stored or handed on',
      'commands that are released: `cmd.Process.Release()`',
    ],
    links: ['https://pkg.go.dev/os/exec#Cmd.Start'],
  },
  checkFunction(fn, report) {
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'os/exec', 'Cmd', 'Start') || call.fun.kind !== 'SelectorExpr') continue;
      const { x } = call.fun;
      const cmd = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
      if (cmd?.kind !== 'local' || cmd.role !== 'var' || cmd.owner !== fn.syntax) continue;
      if (!isNamed(fn.package.typeOfObject(cmd), 'os/exec', 'Cmd')) continue;
      const { uses, parents } = declFacts(fn.decl);
      const all = uses.get(cmd) ?? [];
      const isFree = all.every((u) => {
        const above = parents.get(u);
        // Its process may be waited for or released by itself.
        if (above?.kind === 'SelectorExpr' && above.sel.name === 'Process') return false;
        return useOf(fn, u, waits) === 'borrows';
      });
      if (!isFree) continue;
      const name = cmd.name;
      report({
        function: fn,
        place: fn.place(call),
        message: `Nothing waits for \`${name}\`: its goroutines, pipes and the dead process stay. Call \`${name}.Wait()\`, or \`go ${name}.Wait()\`.`,
        witness: [
          { ...fn.place(call), message: `\`${name}\` is started` },
          {
            ...fn.place({ start: fn.syntax.end - 1, end: fn.syntax.end }),
            message: `the function ends; \`${name}.Wait()\` is called nowhere`,
          },
        ],
      });
    }
  },
};
