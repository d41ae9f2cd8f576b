// npm run new-rule -- rule-id: a rule that finds nothing yet, with its fixtures.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/project.mjs';

const [id = ''] = process.argv.slice(2);
const source = inRoot('server/rules', `${id}.ts`);
const folder = inRoot('test/rules', id);
if (!/^[a-z]+(-[a-z]+)*$/.test(id) || existsSync(source)) {
  console.error(id === '' ? 'Name the rule: npm run new-rule -- my-rule-id' : `${id} is taken, or not in kebab-case.`);
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
writeFileSync(
  source,
  `import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: '${id}',
    title: 'TODO: what is wrong, in a few words',
    group: 'goroutines',
    level: 'information',
    summary: 'TODO: one sentence on what it finds.',
    why: 'TODO: why it is a leak, in the terms of the runtime.',
    fix: 'TODO: what to do.',
    silentAbout: ['TODO: what looks alike and is right'],
    links: [],
  },
  checkFunction(fn, report) {
    void fn;
    void report;
  },
};
`,
);
writeFileSync(
  `${folder}/bad.go`,
  'package bad\n\nfunc leaks() {\n\tselect {} // want `TODO: what the message says`\n}\n',
);
writeFileSync(`${folder}/good.go`, 'package good\n\nfunc doesNot() {\n}\n');
console.log(`Wrote server/rules/${id}.ts and test/rules/${id}/. Next: npm run generate, and CONTRIBUTING.md.`);
