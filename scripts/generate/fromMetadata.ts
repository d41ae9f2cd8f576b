import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from '../../server/engine/rule.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { inRoot } from '../lib/project.mjs';

/** Files made from the rules' metadata, by path. */
export async function fromMetadata(): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    'schemas/leaklens.schema.json': `${JSON.stringify(schema(), undefined, 2)}\n`,
    'package.json': manifest(),
  };
  for (const rule of rules) files[`docs/rules/${rule.meta.id}.md`] = page(rule);
  if (existsSync(inRoot('README.md'))) files['README.md'] = readme();
  return files;
}

const levels = ['off', 'information', 'warning', 'error'];

function schema(): object {
  const properties: Record<string, object> = {};
  for (const { meta } of rules)
    properties[meta.id] = { description: `${meta.summary} Default: ${defaultLevel(meta)}.`, enum: levels };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Leak Lens for a Go module (leaklens.json beside go.mod)',
    type: 'object',
    additionalProperties: false,
    patternProperties: { '^//': { description: 'A comment.' } },
    properties: {
      $schema: { type: 'string' },
      rules: {
        type: 'object',
        description: 'Levels of rules.',
        additionalProperties: false,
        patternProperties: { '^//': {} },
        properties,
      },
      generated: { type: 'boolean', default: false, description: 'Check files marked “Code generated … DO NOT EDIT.”' },
      tests: { type: 'boolean', default: true, description: 'Check test files, one level lower.' },
    },
  };
}

const defaultLevel = (meta: Rule['meta']): string =>
  meta.untilGo ? `${meta.level} (off from Go ${meta.untilGo} on)` : meta.level;

/** The rule settings are one block of the manifest's configuration; the rest of the manifest is kept as it is. */
function manifest(): string {
  const json = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as {
    contributes: { configuration?: { id: string; title: string; order: number; properties: object }[] };
  };
  const properties: Record<string, object> = {};
  for (const { meta } of rules) {
    properties[`leaklens.rules.${meta.id}`] = {
      type: 'string',
      enum: ['default', ...levels],
      default: 'default',
      scope: 'resource',
      markdownDescription: `${meta.summary} Default: ${defaultLevel(meta)}.`,
    };
  }
  const block = { id: 'rules', title: 'Rules', order: 2, properties };
  const others = (json.contributes.configuration ?? []).filter((c) => c.id !== 'rules');
  json.contributes.configuration = [...others, block].sort((a, b) => a.order - b.order);
  return `${JSON.stringify(json, undefined, 2)}\n`;
}

function page({ meta }: Rule): string {
  const parts = [
    `# ${meta.title}`,
    `\`${meta.id}\` · ${defaultLevel(meta)} · ${meta.group}`,
    meta.summary,
    '## Why it matters',
    meta.why,
    '## What to do',
    meta.fix,
    ...example(meta.id, 'bad.go', 'Found'),
    ...example(meta.id, 'good.go', 'Left alone'),
    '## Silent on purpose about',
    meta.silentAbout.map((s) => `- ${s}`).join('\n'),
    '## Turning it off',
    `Here: \`//leaklens:ignore ${meta.id} why\` on the line or above it. In a module: \`{"rules": {"${meta.id}": "off"}}\` in \`leaklens.json\` beside \`go.mod\`.`,
    '## Further reading',
    meta.links.map((l) => `- <${l}>`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The first function of a fixture is the page's example, so that every example is a tested one. */
function example(id: string, file: string, title: string): string[] {
  const folder = inRoot('test/rules', id);
  if (!existsSync(folder) || !readdirSync(folder).includes(file)) return [];
  const text = readFileSync(path.join(folder, file), 'utf8').replace(/[ \t]*\/\/ want .*$/gm, '');
  const first = /^(?:\/\/.*\n)*func [\s\S]*?^}/m.exec(text)?.[0];
  return first ? [`## ${title}`, `\`\`\`go\n${first}\n\`\`\``] : [];
}

function readme(): string {
  const text = readFileSync(inRoot('README.md'), 'utf8');
  const rows = rules.map(
    ({ meta }) =>
      `| [${meta.id}](docs/rules/${meta.id}.md) | ${meta.summary.replaceAll('|', '\\|')} | ${defaultLevel(meta)} |`,
  );
  const table = ['| rule | finds | default |', '|---|---|---|', ...rows].join('\n');
  return text.replace(
    /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/,
    (_, open: string, close: string) => `${open}${table}\n${close}`,
  );
}
