// server/rules/index.generated.ts: the list of all rules.
import { readdirSync } from 'node:fs';
import { inRoot } from '../lib/project.mjs';

export function ruleIds() {
  return readdirSync(inRoot('server/rules'))
    .filter((f) => /^[a-z][a-z-]*\.ts$/.test(f) && !f.includes('.generated.'))
    .map((f) => f.slice(0, -3))
    .sort();
}

const camel = (id) => id.replace(/-(\w)/g, (_, c) => c.toUpperCase());

export function rulesIndex() {
  const ids = ruleIds();
  const imports = ids.map((id) => `import { rule as ${camel(id)} } from './${id}.ts';`);
  return {
    'server/rules/index.generated.ts': `// Made by npm run generate.
import type { Rule } from '../engine/rule.ts';
${imports.join('\n')}

export const rules: readonly Rule[] = [
${ids.map((id) => `  ${camel(id)},`).join('\n')}
];
`,
  };
}
