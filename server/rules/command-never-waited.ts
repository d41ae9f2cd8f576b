import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isNamed } from '../engine/facts/types.ts';
import {
  isKeptToItself,
  isLeftAlone,
  isWaitedInField,
  onlyField,
  startedCommand,
  waitForCommand,
} from '../engine/flow/commands.ts';
import { violationOf } from '../engine/flow/obligations.ts';
import { endOf, tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, Expr } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'command-never-waited',
    title: 'Command started and never waited for',
    group: 'resources',
    level: 'information',
    summary: 'A command is started, and on some path nothing waits for it, releases it, or hands it on.',
    why: '`Start` starts goroutines that copy to and from the command and that watch its context, and opens pipes; `Wait` ends them, and takes the exit status from the system. Without it they stay, and the dead process stays as a zombie. Killing it is not enough.',
    fix: 'Call `cmd.Wait()` on every path, after a `Kill` too; in a goroutine (`go cmd.Wait()`) where the function shall not wait itself.',
    silentAbout: [
      'commands that are returned, handed on, or stored where the package waits for them',
      'commands that are released: `cmd.Process.Release()`',
      'a command that could not be started',
      'what programs under `main` and `init` start: the process ends with it',
    ],
    links: ['https://pkg.go.dev/os/exec#Cmd.Start'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken || isProcessLifetime(fn)) return;
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'os/exec', 'Cmd', 'Start') || call.fun.kind !== 'SelectorExpr') continue;
      const problem = judge(fn, call, unparen(call.fun.x));
      if (problem) report(problem);
    }
  },
};

function judge(fn: FunctionUnit, call: CallExpr, command: Expr): Problem | undefined {
  if (command.kind === 'CallExpr') return unnamed(fn, call, command);
  if (command.kind === 'SelectorExpr') return inField(fn, call, command);
  const cmd = command.kind === 'Ident' ? fn.package.objectOf(command) : undefined;
  if (command.kind !== 'Ident' || cmd?.kind !== 'local' || cmd.role !== 'var' || cmd.owner !== fn.syntax)
    return undefined;
  const start = isNamed(fn.package.typeOfObject(cmd), 'os/exec', 'Cmd') && startedCommand(fn, call, command, cmd);
  if (!start) return undefined;
  if (!isKeptToItself(fn, start)) {
    const field = onlyField(fn, cmd);
    return field && inField(fn, call, field);
  }
  const name = cmd.name;
  const started = { ...fn.place(call), message: `\`${name}\` is started` };
  const v = violationOf(fn, start, waitForCommand);
  if (!v) return undefined;
  const uses = declFacts(fn.decl).uses.get(cmd) ?? [];
  if (uses.every((u) => isLeftAlone(fn, u)))
    return {
      function: fn,
      place: fn.place(call),
      message: `Nothing waits for \`${name}\`: its goroutines, pipes and the dead process stay. Call \`${name}.Wait()\`, or \`go ${name}.Wait()\`.`,
      witness: [started, { ...endOf(fn, v.path), message: `the function ends; \`${name}.Wait()\` is called nowhere` }],
    };
  return {
    function: fn,
    place: fn.place(call),
    message: `\`${name}\` is not waited for on every path: its goroutines, pipes and the dead process stay. Call \`${name}.Wait()\` on that path too, after a \`Kill\` where it shall end.`,
    witness: [
      started,
      ...tellPath(
        fn,
        v.path,
        v.how === 'lost'
          ? `\`${name}\` is another command now`
          : `the function returns; \`${name}.Wait()\` was not called`,
      ),
    ],
  };
}

/** `exec.Command(…).Start()`: nobody has the command to wait for it. */
function unnamed(fn: FunctionUnit, call: CallExpr, command: CallExpr): Problem | undefined {
  if (!isCallTo(fn, command, 'os/exec', '', 'Command', 'CommandContext')) return undefined;
  return {
    function: fn,
    place: fn.place(call),
    message:
      'Nobody can wait for this command: its goroutines and the dead process stay. Give it a name, and call `go cmd.Wait()` after the start.',
    witness: [{ ...fn.place(call), message: 'the command is started, and nothing keeps it' }],
  };
}

/** `p.cmd = exec.Command(…)`, and no method of the package waits for the field. */
function inField(fn: FunctionUnit, call: CallExpr, field: Expr & { kind: 'SelectorExpr' }): Problem | undefined {
  if (isWaitedInField(fn, field)) return undefined;
  const name = fn.textOf(field);
  return {
    function: fn,
    place: fn.place(call),
    message: `Nothing in the package waits for \`${name}\`: its goroutines, pipes and the dead process stay. Call \`${name}.Wait()\` where it ends, after a \`Kill\` too.`,
    witness: [
      { ...fn.place(call), message: `\`${name}\` is started; no use of the field waits for it or hands it on` },
    ],
  };
}
