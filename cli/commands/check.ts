import { writeFile } from 'node:fs/promises';
import { availableParallelism, homedir } from 'node:os';
import path from 'node:path';
import type { Severity } from '../../server/engine/finding.ts';
import { levels, type Settings } from '../../server/engine/settings.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { withoutBaseline, writeBaseline } from '../baseline.ts';
import { cacheFolder } from '../cache/folder.ts';
import { engineOf } from '../cache/key.ts';
import type { CheckSetup } from '../check/folderChecks.ts';
import { checkFolders } from '../check/run.ts';
import { Collector } from '../collector.ts';
import { type Command, type CommandIo, exitClean, exitFindings, exitTrouble } from '../command.ts';
import { applyFixes } from '../fixes.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { github } from '../formats/github.ts';
import { sarif } from '../formats/sarif.ts';
import { text } from '../formats/text.ts';
import { printJson } from '../json.ts';
import { nodeHost } from '../nodeHost.ts';
import { resolveOperand, type Target } from '../operands.ts';
import type { Report } from '../report.ts';
import { version } from '../version.ts';

const flagSpec = {
  format: 'value',
  rules: 'value',
  min_severity: 'value',
  baseline: 'value',
  write_baseline: 'value',
  fix: 'switch',
  tests: 'switch',
  generated: 'switch',
  jobs: 'value',
  no_cache: 'switch',
  debug: 'switch',
  help: 'switch',
} as const satisfies FlagSpec;

const usage = `leaklens check [options] [FOLDER or FOLDER/... or FILE …]

Finds goroutine and memory leaks in Go code, without a Go toolchain. Without a path it checks ./... here.

  --format=text|json|sarif|github   how to print
  --rules=a,b                       these rules only
  --min-severity=S                  information (default), warning or error
  --baseline=FILE                   leave out what this file holds
  --write-baseline=FILE             write what is found now to this file
  --fix                             apply the preferred fixes
  --tests=false                     leave test files out
  --generated                       check generated files too
  --jobs=N                          threads to use, where there is work for them; as many as there are processors
  --no-cache                        neither use nor keep what was found in files that have not changed since
  --debug                           say what was not looked into, because it would have cost too much

Levels come from leaklens.json beside go.mod. Results are kept in the user's cache folder, by the content of the files;
it may be deleted at any time. Exit codes: 0 nothing at or above warning, 1 findings, 2 trouble.
`;

const formats = ['text', 'json', 'sarif', 'github'];
const severities: readonly Severity[] = ['information', 'warning', 'error'];

export const check: Command = { name: 'check', summary: 'finds leaks in Go code', usage, run: runCheck };

async function runCheck(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  const wrong = flags.ok ? wrongUse(flags.value) : flags.error;
  if (wrong || !flags.ok) {
    io.stderr(`leaklens check: ${wrong} Try leaklens check --help.\n`);
    return exitTrouble;
  }
  if (hasFlag(flags.value, 'help')) {
    io.stdout(usage);
    return exitClean;
  }
  return checkPaths(flags.value, io);
}

function wrongUse(flags: Flags): string | undefined {
  const format = flag(flags, 'format');
  if (format !== undefined && !formats.includes(format)) return `There is no format ${format}.`;
  const severity = flag(flags, 'min_severity');
  if (severity !== undefined && !(levels as readonly string[]).includes(severity))
    return `There is no severity ${severity}.`;
  const jobs = flag(flags, 'jobs');
  if (jobs !== undefined && !/^[1-9]\d{0,3}$/.test(jobs)) return `--jobs=${jobs} is no number of threads.`;
  const unknown = chosenIds(flags)?.find((id) => !rules.some((r) => r.meta.id === id));
  return unknown === undefined ? undefined : `There is no rule ${unknown}.`;
}

const chosenIds = (flags: Flags): string[] | undefined => flag(flags, 'rules')?.split(',').filter(Boolean);

async function checkPaths(flags: Flags, io: CommandIo): Promise<number> {
  const started = Date.now();
  let isTroubled = false;
  const told = new Set<string>();
  const trouble = (message: string): void => {
    // Several threads may meet the same trouble.
    if (!told.has(message)) io.stderr(`leaklens: ${message}\n`);
    told.add(message);
  };
  const host = nodeHost(trouble);
  const targets: Target[] = [];
  for (const operand of flags.operands.length > 0 ? flags.operands : ['./...']) {
    const target = await resolveOperand(operand, io.cwd, host);
    if (target) targets.push(target);
    else {
      trouble(`${operand}: there is no such folder or Go file`);
      isTroubled = true;
    }
  }
  const progress = io.isTTY && flag(flags, 'format') === undefined;
  const results = await checkFolders(
    targets.flatMap((t) => t.folders),
    {
      setup: setupOf(flags),
      host,
      program: __filename,
      jobs: Number(flag(flags, 'jobs') ?? availableParallelism()),
      onTrouble: trouble,
      onProgress: (folder) => {
        if (progress) io.stderr(`\r\u001b[K${path.relative(io.cwd, folder) || '.'}`);
      },
    },
  );
  if (progress) io.stderr('\r\u001b[K');
  const collector = new Collector(io.cwd);
  const byFolder = new Map(results.map((r) => [r.folder, r]));
  for (const target of targets)
    for (const folder of target.folders) {
      const result = byFolder.get(folder);
      for (const p of result?.problems ?? []) trouble(p);
      if (hasFlag(flags, 'debug')) for (const g of result?.givenUp ?? []) trouble(`debug: ${g}`);
      if (result) collector.add(result, target.file);
    }
  const report = collector.report(Date.now() - started);
  const code = await deliver(report, flags, io, trouble);
  return isTroubled ? exitTrouble : code;
}

function setupOf(flags: Flags): CheckSetup {
  const cache = hasFlag(flags, 'no_cache') ? undefined : userCache();
  return {
    rules: chosenIds(flags),
    override: overrides(flags),
    cache,
    engine: cache === undefined ? '' : engineOf(__filename),
  };
}

const userCache = (): string | undefined =>
  cacheFolder({ platform: process.platform, env: process.env, home: homedir() });

function overrides(flags: Flags): Partial<Settings> {
  return {
    ...(flags.values.has('tests') ? { tests: hasFlag(flags, 'tests') } : {}),
    ...(flags.values.has('generated') ? { generated: hasFlag(flags, 'generated') } : {}),
  };
}

async function deliver(all: Report, flags: Flags, io: CommandIo, trouble: (m: string) => void): Promise<number> {
  const least = severities.indexOf((flag(flags, 'min_severity') ?? 'information') as Severity);
  let findings = all.findings.filter((f) => severities.indexOf(f.severity) >= least);
  const baseline = flag(flags, 'baseline');
  if (baseline !== undefined) {
    const bytes = await io.readFile(path.resolve(io.cwd, baseline)).catch(() => undefined);
    const left = bytes && withoutBaseline(findings, new TextDecoder().decode(bytes));
    if (!left) {
      trouble(`${baseline} is no baseline: make one with --write-baseline=${baseline}`);
      return exitTrouble;
    }
    findings = left;
  }
  const target = flag(flags, 'write_baseline');
  if (target !== undefined) await writeFile(path.resolve(io.cwd, target), writeBaseline(findings));
  if (hasFlag(flags, 'fix')) {
    const { applied, files } = await applyFixes(all);
    io.stderr(`leaklens: applied ${applied} fixes in ${files} files; run the check again for what is left\n`);
  }
  print({ ...all, findings }, flag(flags, 'format') ?? 'text', io);
  return findings.some((f) => f.severity !== 'information') ? exitFindings : exitClean;
}

function print(report: Report, format: string, io: CommandIo): void {
  if (format === 'json') printJson({ version, findings: report.findings, stats: report.stats }, io.stdout);
  else if (format === 'sarif') io.stdout(`${JSON.stringify(sarif(report, rules, version), undefined, 2)}\n`);
  else if (format === 'github') io.stdout(github(report));
  else io.stdout(text(report, io.isTTY));
}
