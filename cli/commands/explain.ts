import { rules } from '../../server/rules/index.generated.ts';
import { type Command, exitClean, exitTrouble } from '../command.ts';
import { explainWhy } from '../why.ts';

const usage = `leaklens explain [RULE]
leaklens explain --why FILE:LINE

Says what a rule finds, why it matters, what to do, and what it keeps silent about. Without a rule: the list of rules.
With --why: what is found on a line, how it comes to it and what that rests on; or what makes the check silent there.
`;

export const explain: Command = {
  name: 'explain',
  summary: 'says what a rule finds and why',
  usage,
  run: async ([id, ...rest], io) => {
    if (id === '--help') {
      io.stdout(usage);
      return exitClean;
    }
    const place = id === '--why' ? (rest[0] ?? '') : /^--why=(.*)$/.exec(id ?? '')?.[1];
    if (place !== undefined) return explainWhy(place, io);
    if (id === undefined) {
      const width = Math.max(...rules.map((r) => r.meta.id.length));
      for (const { meta } of rules) io.stdout(`${meta.id.padEnd(width)}  ${meta.level.padEnd(11)}  ${meta.summary}\n`);
      return exitClean;
    }
    const rule = rules.find((r) => r.meta.id === id);
    if (!rule) {
      io.stderr(`leaklens explain: There is no rule ${id}. Try leaklens explain for the list.\n`);
      return exitTrouble;
    }
    const { meta } = rule;
    const until = meta.untilGo ? `, off from Go ${meta.untilGo} on` : '';
    const silent = meta.silentAbout.map((s) => `  - ${s}`).join('\n');
    io.stdout(
      `${meta.title} (${meta.id}, ${meta.level}${until})\n\n${meta.summary}\n\nWhy: ${meta.why}\n\nWhat to do: ${meta.fix}\n\nSilent on purpose about:\n${silent}\n\n${meta.links.join('\n')}\n`,
    );
    return exitClean;
  },
};
