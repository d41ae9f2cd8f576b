import path from 'node:path';
import { rules } from '../server/rules/index.generated.ts';
import { folderResult } from './check/folderResult.ts';
import { Collector } from './collector.ts';
import { type CommandIo, exitClean, exitTrouble } from './command.ts';
import { createChecker } from './engine.ts';
import { nodeHost } from './nodeHost.ts';
import type { ReportedFinding } from './report.ts';
import { whySilent } from './whySilent.ts';

/** Says, for `FILE:LINE`, what was found there and how it comes to it; lines count from 1. */
export async function explainWhy(place: string, io: CommandIo): Promise<number> {
  const [, file, line] = /^(.+\.go):(\d+)(?::\d+)?$/.exec(place) ?? [];
  const trouble = (message: string): number => {
    io.stderr(`leaklens explain: ${message}\n`);
    return exitTrouble;
  };
  if (file === undefined) return trouble(`${place} is no place. Write FILE.go:LINE.`);
  const at = path.resolve(io.cwd, file).replaceAll('\\', '/');
  const checker = await createChecker(nodeHost(trouble), rules, trouble);
  const checked = await checker.checkFolder(path.posix.dirname(at), {});
  if (!checked.findings.has(at)) return trouble(`${file}: there is no such Go file.`);
  const collector = new Collector(io.cwd);
  collector.add(folderResult(checked), at);
  const { findings } = collector.report(0);
  const here = findings.filter((f) => f.line <= Number(line) && Number(line) <= f.endLine);
  const confidence = (checked.findings.get(at) ?? []).map((f) => f.confidence);
  const stories = here.map((f) => story(f, confidence[findings.indexOf(f)] ?? []));
  if (stories.length > 0) io.stdout(stories.join('\n'));
  else io.stdout(nothingHere(place, findings, await whySilent(checker, checked, at, Number(line) - 1)));
  return exitClean;
}

function story({ rule, message, file, line, witness }: ReportedFinding, confidence: readonly string[]): string {
  const meta = rules.find((r) => r.meta.id === rule)?.meta;
  const steps = witness.map((step, i) => {
    const who = step.goroutine === undefined ? '' : `${step.goroutine}: `;
    return `  ${i + 1}. ${step.file}:${step.line}: ${who}${step.message}\n`;
  });
  const trust = confidence.length === 0 ? '' : `\nIt rests on: ${confidence.join('; ')}.\n`;
  return `${file}:${line}: ${message} [${rule}]\n${steps.join('')}${trust}\n${meta?.why ?? ''}\n`;
}

function nothingHere(place: string, findings: readonly ReportedFinding[], silence: readonly string[]): string {
  const elsewhere = findings.map((f) => `  ${f.file}:${f.line}: ${f.rule}\n`);
  const rest = elsewhere.length === 0 ? '' : ` In this file there is:\n${elsewhere.join('')}`;
  const why = silence.map((s) => `  - ${s}\n`).join('');
  return `Nothing was found at ${place}. Why:\n${why}${rest.trimStart()}`;
}
